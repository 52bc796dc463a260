import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

const BLOCK_BYTES = 1 << 20;

/** SHA-256 of a file in lower-case hex, read block by block so that the event loop keeps turning. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(path, { highWaterMark: BLOCK_BYTES })) {
    signal?.throwIfAborted();
    hash.update(block);
  }
  return hash.digest('hex');
}
