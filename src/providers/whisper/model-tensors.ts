import type { FileCursor } from './file-cursor.ts';
import { tensorBytes } from './ggml-tensor-types.ts';
import { ModelFault } from './model-fault.ts';
import type { ModelHeader } from './model-header.ts';

const LONGEST_NAME_BYTES = 128;
const MOST_DIMENSIONS = 4;

/**
 * Walks over all tensors to the end of the file, without reading their data.
 *
 * @returns how many there are; 0 is whisper.cpp's stub for tests, which loads and says nothing
 * @throws ModelFault, EndOfFile
 */
export async function countTensors(cursor: FileCursor, header: ModelHeader): Promise<number> {
  let count = 0;
  while (!cursor.isAtEnd) {
    await skipTensor(cursor);
    count += 1;
  }
  const expected = expectedTensors(header);
  if (count !== 0 && count !== expected) throw new ModelFault(`it has ${count} of ${expected} tensors`);
  return count;
}

/** As whisper.cpp creates them: 7 + 15 a layer in the encoder, 4 + 24 a layer in the decoder. */
function expectedTensors({ audioLayers, textLayers }: ModelHeader): number {
  return 7 + 15 * audioLayers + 4 + 24 * textLayers;
}

async function skipTensor(cursor: FileCursor): Promise<void> {
  const [dimensions = 0, nameBytes = 0, type = -1] = await cursor.int32s(3);
  const isSane = dimensions >= 1 && dimensions <= MOST_DIMENSIONS && nameBytes >= 1 && nameBytes <= LONGEST_NAME_BYTES;
  if (!isSane) throw new ModelFault('a tensor in it makes no sense');
  const shape = await cursor.int32s(dimensions);
  const name = (await cursor.bytes(nameBytes)).toString('latin1');
  if (!/^(encoder|decoder)\.[\w.]+$/.test(name)) throw new ModelFault('it holds a tensor that Whisper does not have');
  const bytes = shape.every((length) => length > 0) ? tensorBytes(type, shape) : null;
  if (bytes === null) throw new ModelFault(`its tensor ${name} makes no sense`);
  cursor.skip(bytes);
}
