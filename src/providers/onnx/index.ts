export type { OnnxOptions } from './onnx-pool.ts';
export { createPyannoteSegmenter } from './pyannote-segmenter.ts';
export { createSileroVoiceActivity } from './silero-voice-activity.ts';
