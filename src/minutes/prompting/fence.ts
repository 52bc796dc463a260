import { oneLine } from './one-line.ts';

// Eight characters can't be guessed while people talk, and the lines inside can hold neither "<<" nor ">>" anyway.
const NONCE = /^[0-9A-Za-z]{8,64}$/;

/**
 * Data between two lines that nothing inside can repeat: `<<T-9f3ab2c1` … `T-9f3ab2c1>>`. The nonce is new for every meeting, so that
 * nobody who speaks in it can know it; every line is made safe here, whatever the caller did.
 */
export function fenced(kind: string, nonce: string, lines: readonly string[]): string {
  if (!NONCE.test(nonce)) throw new TypeError('the nonce of a fence must be 8 to 64 letters and digits');
  return [`<<${kind}-${nonce}`, ...lines.map((line) => oneLine(line)), `${kind}-${nonce}>>`].join('\n');
}
