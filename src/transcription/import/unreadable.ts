import { MomError } from '../../errors.ts';

/** The error of every file that is no transcript; `reason` is a clause for people. */
export function unreadable(file: string, reason: string, cause?: unknown): MomError {
  return new MomError('transcript_unreadable', reason, cause === undefined ? { file } : { file, cause });
}
