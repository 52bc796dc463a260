import { InvalidArgumentError } from 'commander';

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1_000)
    throw new InvalidArgumentError('It must be a whole number from 1 to 1000.');
  return value;
}

/** Epoch ms of a day or a moment; a bare day means its noon, so that no time zone moves it to another day. */
export function startDate(text: string): number {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const ms = Date.parse(isDay ? `${text}T12:00:00` : text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError('It must look like 2026-11-23 or 2026-11-23T10:00.');
  return ms;
}

/** "2", "0.5" or "max". */
export function replaySpeed(text: string): number {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  const speed = Number(text);
  if (!(speed > 0)) throw new InvalidArgumentError('It must be a number above 0, or max.');
  return speed;
}
