import { errorRules, MomError } from '../../errors.ts';

/** How loud a handler's failure is: as its code says, loudest where nobody expected it. */
export const faultLevel = (error: unknown): 'info' | 'warn' | 'error' =>
  error instanceof MomError ? errorRules[error.code].logLevel : 'error';

/** What a log line tells of a failure: code and message say it all, only what nobody expected brings its stack. */
export const faultFields = (error: unknown): Readonly<Record<string, unknown>> =>
  error instanceof MomError ? { code: error.code, reason: error.message } : { err: error };
