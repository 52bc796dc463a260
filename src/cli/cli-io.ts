import type { Writable } from 'node:stream';
import type { Config } from '../config.ts';

/** What a terminal command may touch: results go to stdout, everything for eyes only to stderr. */
export interface CliIo {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Whether stdout is a terminal that wants colour. */
  readonly useColour: boolean;
  /** Columns of the terminal, or what reads well in a file. */
  readonly columns: number;
  /** LOG_LEVEL asks for every detail: then people get the stack of an unexpected error too. */
  readonly isDebugging: boolean;
  readonly signal: AbortSignal;
  /** Read when a command needs it, so that `--help` works with a broken configuration. */
  readonly readConfig: () => Config;
}

export const writeLine = (stream: Writable, text = ''): void => {
  stream.write(`${text}\n`);
};
