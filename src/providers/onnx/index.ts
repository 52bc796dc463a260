export { createPyannoteSegmenter, type SegmenterOptions } from './pyannote-segmenter.ts';
export { createSileroVoiceActivity, type SileroOptions } from './silero-voice-activity.ts';
