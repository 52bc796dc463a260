export { assembleTranscript, type TrackVoice } from './assemble-transcript.ts';
export { toTranscript } from './to-transcript.ts';
export { transcribeChunk } from './transcribe-chunk.ts';
