import { open, stat } from 'node:fs/promises';
import { MomError } from '../../errors.ts';
import type { ShippedModel } from './shipped-models.ts';

/** ONNX files begin with field 1 of ModelProto, the IR version, as a protobuf varint. */
const ONNX_FIRST_BYTE = 0x08;

/**
 * What can be seen without loading it; onnxruntime itself checks the rest in the child.
 *
 * @throws MomError model_missing, model_damaged
 */
export async function checkOnnxFile(path: string, model: ShippedModel): Promise<void> {
  const bytes = await sizeOf(path, model);
  if (bytes < model.leastBytes || bytes > model.mostBytes)
    throw damagedModel(path, `its size, ${bytes} bytes, is not that of ${model.name}`, model);
  if ((await firstByte(path, model)) !== ONNX_FIRST_BYTE)
    throw damagedModel(path, 'it is not in the ONNX format', model);
}

/** Also for what shows only when the model is loaded. */
export function damagedModel(path: string, fault: string, { purpose, file }: ShippedModel): MomError {
  return new MomError(
    'model_damaged',
    `The ${purpose} model ${path} can't be used: ${fault}; the right one comes with AI MOM as models/${file}.`,
    { file: path },
  );
}

async function sizeOf(path: string, model: ShippedModel): Promise<number> {
  try {
    const facts = await stat(path);
    if (facts.isFile()) return facts.size;
  } catch (error) {
    throw missing(path, error, model);
  }
  throw missing(path, new Error('not a file'), model);
}

async function firstByte(path: string, model: ShippedModel): Promise<number | undefined> {
  const file = await open(path).catch((error: unknown) => {
    throw missing(path, error, model);
  });
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 0);
    return buffer[0];
  } finally {
    await file.close();
  }
}

function missing(path: string, cause: unknown, { purpose, file }: ShippedModel): MomError {
  return new MomError(
    'model_missing',
    `The ${purpose} model ${path} can't be opened; it comes with AI MOM as models/${file}.`,
    { cause, file: path },
  );
}
