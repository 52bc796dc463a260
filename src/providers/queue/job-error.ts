import { type ErrorCode, errorRules, MomError } from '../../errors.ts';
import type { StoredError } from './job-table.ts';

/** What is kept of a handler's failure. */
export function toStoredError(kind: string, error: unknown): StoredError {
  if (error instanceof MomError) return { code: error.code, message: error.message, file: error.file };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'job_failed', message: `The job "${kind}" failed: ${message}.`, file: null };
}

/** The same failure for whoever waits for the result, with the sentence it had. */
export function fromStoredError(kind: string, error: StoredError | null): MomError {
  if (!error) return new MomError('job_failed', `The job "${kind}" failed.`);
  const code = isErrorCode(error.code) ? error.code : 'job_failed';
  return new MomError(code, error.message, error.file === null ? {} : { file: error.file });
}

/** A failure that another attempt can't cure. */
export const isFinal = (error: unknown): boolean => error instanceof MomError && !error.retryable;

export const lostWorkerError = (kind: string): StoredError => ({
  code: 'job_failed',
  message: `The job "${kind}" failed: its worker was lost before the answer was stored, each time it was tried.`,
  file: null,
});

/** What those hear who wait for an answer that could not be stored. */
export function unstoredError(error: unknown): MomError {
  if (error instanceof MomError && error.code === 'queue_failed') return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new MomError('queue_failed', `an answer could not be stored: ${reason}`, { cause: error });
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorRules, code);
