import { inspect } from 'node:util';
import { errorRules, isAbort, type MomError } from '../errors.ts';
import { redact } from '../log.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { printable } from './terminal-text.ts';

/** One clear sentence for the person, no stack trace unless it was asked for; the code helps those who search for it. Gives the exit code. */
export function tellFailure(error: MomError, io: CliIo): number {
  const sentence = printable(error.sentence);
  writeLine(io.stderr, error.code === 'usage' ? sentence : `${sentence} [${error.code}]`);
  if (error.code === 'internal' && !isAbort(error.cause)) {
    writeLine(io.stderr, io.isDebugging ? redact(inspect(error.cause)) : 'LOG_LEVEL=debug shows where it happened.');
  }
  return errorRules[error.code].exitCode;
}
