import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import type { Config } from '../config.ts';

/** What a terminal command may touch: results go to stdout, everything for eyes only to stderr. */
export interface CliIo {
  readonly stdout: Writable & { readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Whether stdout is a terminal that wants colour. */
  readonly useColour: boolean;
  readonly signal: AbortSignal;
  /** Read when a command needs it, so that `--help` works with a broken configuration. */
  readonly readConfig: () => Config;
}

export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** Styles text where a terminal shows it, else leaves it plain. */
export const painter = (useColour: boolean): Paint => {
  return (style, text) => (useColour ? styleText(style, text, { validateStream: false }) : text);
};

export const writeLine = (stream: Writable, text = ''): void => {
  stream.write(`${text}\n`);
};
