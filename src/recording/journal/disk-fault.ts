import { MomError } from '../../errors.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** What people are told when the disk does not take the recording. */
export function toDiskFault(error: unknown): MomError {
  if (error instanceof MomError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code !== null && FULL.has(code))
    return new MomError('disk_full', 'what was recorded so far is kept; free some space', { cause: error });
  return new MomError('journal_failed', `the disk does not take it (${code ?? String(error)})`, { cause: error });
}
