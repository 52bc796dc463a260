import { InvalidArgumentError } from 'commander';

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1_000)
    throw new InvalidArgumentError('It must be a whole number from 1 to 1000.');
  return value;
}

const SLOWEST = 0.01;
const FASTEST = 1_000;

/** "2", "0.5" or "max". */
export function replaySpeed(text: string): number {
  if (text === 'max') return Number.POSITIVE_INFINITY;
  const speed = Number(text);
  if (!(speed >= SLOWEST && speed <= FASTEST)) {
    throw new InvalidArgumentError(`It must be a number from ${SLOWEST} to ${FASTEST}, or max.`);
  }
  return speed;
}
