export { assembleTranscript, type TrackVoice } from './assemble-transcript.ts';
export {
  captionsLeft,
  stitchWindows,
  TrackEngine,
  type TranslatedSegment,
  toTrackTimes,
  transcribeWindow,
} from './final/index.ts';
export { toTranscript } from './to-transcript.ts';
export { transcribeChunk } from './transcribe-chunk.ts';
