import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { TrackFingerprint } from '../domain/track.ts';
import { MomError } from '../errors.ts';

/**
 * Size and hash of a recording, read in pieces.
 *
 * @throws MomError recording_missing, recording_empty, recording_not_audio (a folder), recording_too_large
 */
export async function fingerprintOf(path: string, maxBytes: number, signal?: AbortSignal): Promise<TrackFingerprint> {
  const bytes = await sizeOf(path);
  if (bytes === 0) throw new MomError('recording_empty', 'the file is empty', { file: path });
  if (bytes > maxBytes) {
    throw new MomError('recording_too_large', `it has ${megabytes(bytes)} MB, the limit is ${megabytes(maxBytes)} MB`, {
      file: path,
    });
  }
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20, ...(signal ? { signal } : {}) }))
    hash.update(piece);
  return { bytes, sha256: hash.digest('hex') };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new MomError('recording_missing', 'the file is not there', { file: path, cause });
  });
  if (!found.isFile()) throw new MomError('recording_not_audio', 'it is not a file', { file: path });
  return found.size;
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);
