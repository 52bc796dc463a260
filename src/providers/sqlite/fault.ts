import { basename } from 'node:path';
import { MomError } from '../../errors.ts';

interface FaultRule {
  readonly codes: RegExp;
  readonly clause: (file: string, code: string) => string;
  readonly retryable: boolean;
}

/** Codes of SQLite and of the file system, and what they mean to people. The first that matches counts. */
const faultRules: readonly FaultRule[] = [
  { codes: /^SQLITE_NOTADB/, clause: (file) => `"${file}" is not a database`, retryable: false },
  { codes: /^SQLITE_CORRUPT/, clause: (file) => `"${file}" is damaged`, retryable: false },
  { codes: /^(SQLITE_FULL|ENOSPC|EDQUOT)/, clause: (file) => `the disk of "${file}" is full`, retryable: true },
  {
    codes: /^(SQLITE_BUSY|SQLITE_LOCKED)/,
    clause: (file) => `another program has held "${file}" for too long`,
    retryable: true,
  },
  {
    codes: /^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EACCES|EPERM|EROFS)/,
    clause: (file) => `"${file}" can't be written there, or its folder can't`,
    retryable: false,
  },
  {
    codes: /^(ENOTDIR|EEXIST|ENOENT|EISDIR)/,
    clause: (file) => `there is no folder for "${file}" and none can be made`,
    retryable: false,
  },
  { codes: /^(SQLITE_IOERR|EIO)/, clause: (file, code) => `the disk of "${file}" fails (${code})`, retryable: false },
];

/** What an adapter on SQLite throws: one clear clause, the cause kept. Our own errors pass. */
export function sqliteFault(code: 'store_failed' | 'queue_failed', error: unknown, path: string): MomError {
  if (error instanceof MomError) return error;
  const reason = codeOf(error);
  const rule = faultRules.find(({ codes }) => codes.test(reason));
  const file = basename(path);
  if (rule)
    return new MomError(code, rule.clause(file, reason), { cause: error, retryable: rule.retryable, file: path });
  const message = error instanceof Error ? error.message : String(error);
  const clause = isClosed(message) ? `"${file}" is already closed` : message;
  return new MomError(code, clause, { cause: error, file: path });
}

/** SQLite's or Node's code of an error, "" when it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** better-sqlite3 and kysely have no code for it. */
const isClosed = (message: string): boolean => /connection is not open|already been destroyed/.test(message);
