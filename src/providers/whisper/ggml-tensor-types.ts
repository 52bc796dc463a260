/** How many values a block holds and how many bytes it takes. */
interface TensorType {
  readonly values: number;
  readonly bytes: number;
}

/** Types that whisper.cpp's converters and quantizer write; keys are `enum ggml_type` of ggml.h, sizes of ggml-common.h. */
const tensorTypes: Readonly<Record<number, TensorType>> = {
  0: { values: 1, bytes: 4 }, // f32
  1: { values: 1, bytes: 2 }, // f16
  2: { values: 32, bytes: 18 }, // q4_0
  3: { values: 32, bytes: 20 }, // q4_1
  6: { values: 32, bytes: 22 }, // q5_0
  7: { values: 32, bytes: 24 }, // q5_1
  8: { values: 32, bytes: 34 }, // q8_0
  10: { values: 256, bytes: 84 }, // q2_K
  11: { values: 256, bytes: 110 }, // q3_K
  12: { values: 256, bytes: 144 }, // q4_K
  13: { values: 256, bytes: 176 }, // q5_K
  14: { values: 256, bytes: 210 }, // q6_K
};

/** Bytes of a tensor's data; null when the type is unknown or its blocks don't fit the shape. */
export function tensorBytes(type: number, shape: readonly number[]): number | null {
  const block = tensorTypes[type];
  const [rowLength = 0, ...rows] = shape;
  if (!block || rowLength % block.values !== 0) return null;
  return rows.reduce((product, length) => product * length, (rowLength / block.values) * block.bytes);
}
