export { checkModelFile, type WhisperModelFile } from './model-file.ts';
export { createWhisperTranscriber, type WhisperOptions } from './whisper-transcriber.ts';
