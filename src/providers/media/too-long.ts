import { MomError } from '../../errors.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The error for a recording beyond the limit; `lengthMs` where it is known before decoding. */
export function tooLong(path: string, limitMs: number, lengthMs?: number): MomError {
  const length = lengthMs === undefined ? '' : `${inWords(lengthMs)}, `;
  return new MomError('recording_too_long', `${length}the limit is ${inWords(limitMs)}`, { file: path });
}

function inWords(ms: number): string {
  if (ms >= HOUR_MS) return `${rounded(ms / HOUR_MS)} h`;
  if (ms >= MINUTE_MS) return `${rounded(ms / MINUTE_MS)} min`;
  return `${rounded(ms / 1000)} s`;
}

const rounded = (value: number): string => String(Math.round(value * 10) / 10);
