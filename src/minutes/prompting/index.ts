export { carryOverOf } from './carry-over.ts';
export { type CarryOver, type DraftRequestInput, draftRequest } from './draft-request.ts';
export { estimateTokens } from './estimate-tokens.ts';
export { fenced } from './fence.ts';
export { languageName } from './language-name.ts';
export { minutesLanguage, spokenLanguage } from './minutes-language.ts';
export { type AskMode, type MeetingLength, modeFor } from './mode-for.ts';
export { oneLine } from './one-line.ts';
export { readAnswer } from './read-answer.ts';
export { labelOf, type Roster, type RosterEntry, rosterLine, rosterOf, speakerOf, UNKNOWN_SPEAKER } from './roster.ts';
export { PROMPT_VERSION } from './rules.ts';
export {
  type ChunkOptions,
  type NextChunk,
  nextChunk,
  splitIntoChunks,
  type TranscriptChunk,
} from './split-into-chunks.ts';
export { transcriptLines } from './transcript-lines.ts';
