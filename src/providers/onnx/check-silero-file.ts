import { open, stat } from 'node:fs/promises';
import { MomError } from '../../errors.ts';

/** The published files have 1.2 to 2.4 MB; everything around that may be one, a stray page or a large model may not. */
const LEAST_BYTES = 200_000;
const MOST_BYTES = 20_000_000;
/** ONNX files begin with field 1 of ModelProto, the IR version, as a protobuf varint. */
const ONNX_FIRST_BYTE = 0x08;

/**
 * What can be seen without loading it; onnxruntime itself checks the rest in the child.
 *
 * @throws MomError model_missing, model_damaged
 */
export async function checkSileroFile(path: string): Promise<void> {
  const bytes = await sizeOf(path);
  if (bytes < LEAST_BYTES || bytes > MOST_BYTES)
    throw damaged(path, `its size, ${bytes} bytes, is not that of Silero VAD`);
  if ((await firstByte(path)) !== ONNX_FIRST_BYTE) throw damaged(path, 'it is not in the ONNX format');
}

async function sizeOf(path: string): Promise<number> {
  try {
    const facts = await stat(path);
    if (facts.isFile()) return facts.size;
  } catch (error) {
    throw missing(path, error);
  }
  throw missing(path, new Error('not a file'));
}

async function firstByte(path: string): Promise<number | undefined> {
  const file = await open(path).catch((error: unknown) => {
    throw missing(path, error);
  });
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 0);
    return buffer[0];
  } finally {
    await file.close();
  }
}

function missing(path: string, cause: unknown): MomError {
  return new MomError(
    'model_missing',
    `The speech detection model ${path} can't be opened; it comes with AI MOM as models/silero_vad_16k_op15.onnx.`,
    { cause, file: path },
  );
}

function damaged(path: string, fault: string): MomError {
  return new MomError(
    'model_damaged',
    `The speech detection model ${path} can't be used: ${fault}; the right one comes with AI MOM as models/silero_vad_16k_op15.onnx.`,
    { file: path },
  );
}
