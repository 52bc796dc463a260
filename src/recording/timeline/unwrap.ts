/** A number that counts on beyond its bits: the value nearest to `near` that has these low bits. */
export function unwrap(value: number, near: number, bits: 16 | 32): number {
  const range = 2 ** bits;
  const base = value + Math.round((near - value) / range) * range;
  return base;
}
