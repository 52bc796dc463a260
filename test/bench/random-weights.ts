import { randomNumbers } from './simulated-talk.ts';

/** A prime number, so that no two rows of a matrix are the same stretch of the noise. */
const NOISE_SAMPLES = 1_048_573;
const SEED = 1;

let noise: Float32Array | null = null;
let position = 0;

/** Normally distributed numbers with this standard deviation, as a half-precision float can hold them. */
export function randomWeights(scale: number, count: number): Float32Array {
  noise ??= normalNoise();
  const weights = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    weights[index] = (noise[position] ?? 0) * scale;
    position = position + 1 === NOISE_SAMPLES ? 0 : position + 1;
  }
  return weights;
}

/** Box and Muller's way. */
function normalNoise(): Float32Array {
  const random = randomNumbers(SEED);
  return Float32Array.from(
    { length: NOISE_SAMPLES },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
}

/** IEEE 754 binary16, the last bits cut off; too small for it becomes 0. */
export function toHalves(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let index = 0; index < bits.length; index++) halves[index] = toHalf(bits[index] ?? 0);
  return halves;
}

function toHalf(float: number): number {
  const sign = (float >>> 16) & 0x80_00;
  const exponent = ((float >>> 23) & 0xff) - 127 + 15;
  if (exponent <= 0) return sign;
  return sign | (Math.min(exponent, 30) << 10) | ((float >>> 13) & 0x3_ff);
}
