/**
 * So many windows (half a minute of speech) are passed over: most tracks of short meetings are no longer, and the model is not loaded for them.
 */
const PASSED_OVER = 6;
/** So many are heard in a row (4 min of speech); then of twice as many every second one, of four times as many every fourth, and so on. */
const ROUND = 48;

/**
 * How many windows the one with this index (from 0) stands for; 0: it is not heard. A track of any length costs little more than a short one: 8 hours
 * of speech are 330 windows instead of 5,760.
 */
export function windowWeight(index: number): number {
  const place = index - PASSED_OVER;
  if (place < 0) return 0;
  const weight = 2 ** Math.floor(Math.log2(place / ROUND + 1));
  const roundStart = ROUND * (weight - 1);
  return (place - roundStart) % weight === 0 ? weight : 0;
}
