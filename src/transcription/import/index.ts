export type { ImportedUtterance } from './imported-utterance.ts';
export { isTranscriptFile, parseTranscript } from './parse-transcript.ts';
