export { decodeText } from './decode-text.ts';
export type { ImportedTranscript, ImportedUtterance } from './imported-transcript.ts';
export { isTranscriptFile, parseTranscript } from './parse-transcript.ts';
