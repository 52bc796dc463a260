import { MomError } from '../errors.ts';

/** What the person reads when a file that they named can't be opened. */
export function fileFault(path: string, cause: unknown): MomError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new MomError('recording_missing', 'it is not there', { file: path, cause });
  return new MomError('recording_unreadable', code, { file: path, cause });
}
