import { type ErrorCode, errorRules, MomError } from '../errors.ts';

/** An error on its way to the parent. A null code is one the child's own code did not name. */
export interface SentError {
  readonly code: ErrorCode | null;
  readonly message: string;
}

/** What the parent sends: once `start`, then jobs. */
export type ParentMessage =
  | { readonly kind: 'start'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'job'; readonly id: number; readonly value: unknown };

/** What the child sends: exactly one of these for each message of the parent. */
export type ChildMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: SentError };

export function encodeError(error: unknown): SentError {
  if (error instanceof MomError) return { code: error.code, message: error.message };
  return { code: null, message: error instanceof Error ? error.message : String(error) };
}

export function decodeError(error: SentError, fallback: ErrorCode): MomError {
  const isKnown = error.code !== null && Object.hasOwn(errorRules, error.code);
  return new MomError(isKnown && error.code ? error.code : fallback, error.message);
}
