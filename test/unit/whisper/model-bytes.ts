/** Parts of a made-up model in whisper.cpp's format, small and sound unless told otherwise. */
export interface ModelPlan {
  readonly magic?: number;
  /** Replaces numbers of the header by index. */
  readonly header?: Readonly<Record<number, number>>;
  readonly melBins?: number;
  readonly tokens?: readonly string[];
  readonly tensors?: readonly TensorPlan[];
}

export interface TensorPlan {
  readonly name: string;
  readonly type: number;
  readonly shape: readonly number[];
  readonly dataBytes: number;
}

const MAGIC = 0x67_67_6d_6c;
const AUDIO_LAYERS = 1;
const TEXT_LAYERS = 1;
/** 7 + 15 in the encoder, 4 + 24 in the decoder. */
const TENSORS = 50;

export const f32Tensor = (index: number): TensorPlan => ({
  name: `encoder.blocks.${index}.mlp.0.bias`,
  type: 0,
  shape: [3, 2],
  dataBytes: 24,
});
export const allTensors: readonly TensorPlan[] = Array.from({ length: TENSORS }, (_, index) => f32Tensor(index));

export function modelBytes(plan: ModelPlan = {}): Buffer {
  const { magic = MAGIC, melBins = 201, tokens = ['!', ' the', ''], tensors = allTensors } = plan;
  const header = [51_864, 1_500, 64, 1, AUDIO_LAYERS, 448, 64, 1, TEXT_LAYERS, 80, 1];
  for (const [index, value] of Object.entries(plan.header ?? {})) header[Number(index)] = value;
  return Buffer.concat([
    int32s(magic, ...header, 80, melBins),
    Buffer.alloc(80 * melBins * 4),
    int32s(tokens.length),
    ...tokens.flatMap((token) => [int32s(Buffer.byteLength(token)), Buffer.from(token)]),
    ...tensors.map(tensorBytes),
  ]);
}

function tensorBytes({ name, type, shape, dataBytes }: TensorPlan): Buffer {
  return Buffer.concat([int32s(shape.length, name.length, type, ...shape), Buffer.from(name), Buffer.alloc(dataBytes)]);
}

function int32s(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeInt32LE(value, index * 4);
  return bytes;
}
