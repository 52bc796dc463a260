export { checkModelFile, type WhisperModelFile } from './model-file.ts';
export { isWhisperCompiled } from './native-engine.ts';
export { createWhisperTranscriber, type WhisperOptions } from './whisper-transcriber.ts';
