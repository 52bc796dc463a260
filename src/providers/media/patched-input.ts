import { AVERROR_EOF, AVSEEK_CUR, AVSEEK_END, AVSEEK_SIZE } from 'node-av/constants';
import { IOContext } from 'node-av/lib';
import { FileReader } from './file-reader.ts';
import type { Patch } from './repair.ts';

const BUFFER_BYTES = 65_536;

/** The file as FFmpeg should see it. Works with FFmpeg's asynchronous calls only: the bytes come over the event loop. */
export function openPatched(path: string, patches: readonly Patch[]): IOContext {
  const file = new FileReader(path);
  const context = new IOContext();
  let position = 0;
  const read = (length: number): Buffer | number => {
    const bytes = patched(file.read(position, length), position, patches);
    position += bytes.length;
    return bytes.length === 0 ? AVERROR_EOF : bytes;
  };
  const seek = (offset: bigint, whence: number): bigint => {
    if (whence === AVSEEK_SIZE) return BigInt(file.bytes);
    const base = whence === AVSEEK_CUR ? position : whence === AVSEEK_END ? file.bytes : 0;
    position = Math.max(0, base + Number(offset));
    return BigInt(position);
  };
  context.allocContextWithCallbacks(BUFFER_BYTES, 0, read, null, seek);
  return context;
}

function patched(bytes: Buffer, from: number, patches: readonly Patch[]): Buffer {
  for (const patch of patches) {
    const at = patch.from - from;
    if (at >= bytes.length || at + patch.bytes.length <= 0) continue;
    patch.bytes.copy(bytes, Math.max(0, at), Math.max(0, -at), Math.min(patch.bytes.length, bytes.length - at));
  }
  return bytes;
}
