export { assembleTranscript, type TrackVoice } from './assemble-transcript.ts';
export { type Doubt, DoubtCounts, type DoubtTotals, doubts } from './believe/doubt.ts';
export { withoutRefrains } from './believe/refrains.ts';
export {
  captionsLeft,
  stitchWindows,
  TrackEngine,
  type TranslatedSegment,
  toTrackTimes,
  transcribeWindow,
  withRequest,
} from './final/index.ts';
export { applyCorrection } from './glossary/apply-correction.ts';
export { checkCorrection, checkTerm } from './glossary/check-correction.ts';
export { correctTranscript } from './glossary/correct-transcript.ts';
export { glossaryPrompt } from './prompt/glossary-prompt.ts';
export { SpeakerPrompt } from './prompt/speaker-prompt.ts';
export { toTranscript } from './to-transcript.ts';
export { type ChunkPlace, tooLittleSpeech, transcribeChunk } from './transcribe-chunk.ts';
