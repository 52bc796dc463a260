import { open } from 'node:fs/promises';
import { MomError } from '../../errors.ts';
import { architectureIn } from './gguf-header.ts';

/** Families whose abilities are known; another one is taken to have none. */
export type ModelFamily = 'whisper' | 'parakeet' | 'moonshine' | 'other';

/** GGML_FILE_MAGIC of whisper.cpp, 0x67676d6c little-endian. */
const GGML_MAGIC = 'lmgg';
const GGUF_MAGIC = 'GGUF';
/** The architecture stands among the first entries; tokenizers with 100,000 words come later. */
const HEAD_BYTES = 64 * 1024;

/**
 * What kind of model a file holds, by its first bytes.
 *
 * @throws MomError model_missing; model_damaged when it is neither whisper.cpp's format nor GGUF
 */
export async function modelFamily(path: string): Promise<ModelFamily> {
  const head = await readHead(path);
  const magic = head.toString('latin1', 0, 4);
  if (magic === GGML_MAGIC) return 'whisper';
  if (magic !== GGUF_MAGIC)
    throw new MomError('model_damaged', `The model ${path} is neither a whisper.cpp nor a GGUF file.`);
  return familyOf(architectureIn(head));
}

function familyOf(architecture: string | null): ModelFamily {
  const name = architecture?.toLowerCase() ?? '';
  for (const family of ['whisper', 'parakeet', 'moonshine'] as const) if (name.startsWith(family)) return family;
  return 'other';
}

async function readHead(path: string): Promise<Buffer> {
  try {
    await using file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    throw new MomError('model_missing', `The model ${path} can't be read.`, { cause });
  }
}
