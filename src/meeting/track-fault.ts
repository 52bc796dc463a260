import { type ErrorCode, type MomError, toMomError } from '../errors.ts';

/** The file itself is at fault and will be the same next time: the meeting goes on without it, or with what was read of it. */
const LASTING: ReadonlySet<ErrorCode> = new Set([
  'recording_empty',
  'recording_not_audio',
  'recording_no_audio',
  'recording_too_large',
  'recording_too_long',
  'recording_memory',
  'decoder_crashed',
]);

/** May be right again at a resume (a share that was not mounted, a busy machine): nothing is written off for it. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'recording_missing',
  'recording_unreadable',
  'recording_changed',
  'recording_stalled',
]);

export const isLastingTrackFault = (error: unknown): error is MomError => LASTING.has(toMomError(error).code);

export const isPassingTrackFault = (error: unknown): error is MomError => PASSING.has(toMomError(error).code);
