import { getSystemErrorMessage } from 'node:util';
import { MomError } from '../../errors.ts';

const isMissing = new Set<unknown>(['ENOENT', 'ENOTDIR']);

/** The error for a file that the system does not give out, from the system's own error. */
export function unreadable(path: string, cause: unknown): MomError {
  const { code, errno } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : {};
  if (isMissing.has(code)) return new MomError('recording_missing', 'it can not be found', { file: path, cause });
  // Without a number it is Node's own: a name that no system can have.
  const text = errno === undefined ? 'no file can have this name' : getSystemErrorMessage(errno);
  return new MomError('recording_unreadable', text, { file: path, cause });
}
