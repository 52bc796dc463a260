import type { FileCursor } from './file-cursor.ts';
import { ModelFault } from './model-fault.ts';

/** "ggml", read as a little-endian number. */
const GGML_MAGIC = 0x67_67_6d_6c;
/** OpenAI's English models have 51864 tokens, the multilingual ones 51865 and (large-v3) 51866. */
const MULTILINGUAL_VOCABULARY = 51_865;

/** What whisper.cpp reads first ("hparams"). */
export interface ModelHeader {
  readonly vocabularySize: number;
  readonly audioContext: number;
  readonly audioLayers: number;
  readonly textLayers: number;
  readonly melBands: number;
}

export const isMultilingual = (header: ModelHeader): boolean => header.vocabularySize >= MULTILINGUAL_VOCABULARY;

/** @throws ModelFault, EndOfFile */
export async function readHeader(cursor: FileCursor): Promise<ModelHeader> {
  if ((await cursor.int32()) !== GGML_MAGIC) throw new ModelFault('it is not in whisper.cpp’s ggml format');
  const numbers = await cursor.int32s(11);
  if (!isPlausible(numbers)) throw new ModelFault('it is no Whisper model');
  const [vocabularySize = 0, audioContext = 0, , , audioLayers = 0, , , , textLayers = 0, melBands = 0] = numbers;
  return { vocabularySize, audioContext, audioLayers, textLayers, melBands };
}

/** Least and most that makes sense, far around every model that was published. */
const LIMITS: readonly (readonly [name: string, least: number, most: number])[] = [
  ['vocabulary', 51_000, 60_000],
  ['audio context', 1, 1_500],
  ['audio state', 16, 8_192],
  ['audio heads', 1, 128],
  ['audio layers', 1, 128],
  ['text context', 8, 4_096],
  ['text state', 16, 8_192],
  ['text heads', 1, 128],
  ['text layers', 1, 128],
  ['mel bands', 80, 128],
  ['type', 0, 99_999], // quantization version * 1000 + type
];

function isPlausible(numbers: readonly number[]): boolean {
  return LIMITS.every(([, least, most], index) => {
    const value = numbers[index] ?? Number.NaN;
    return value >= least && value <= most;
  });
}
