import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { TrackFingerprint } from '../domain/track.ts';
import { MomError } from '../errors.ts';
import { fileFault } from './file-fault.ts';

const READ_BYTES = 1 << 20;

/**
 * Size and hash of a recording, read in pieces.
 *
 * @throws MomError recording_missing, recording_unreadable, recording_empty, recording_not_audio (a folder), recording_too_large
 */
export async function fingerprintOf(path: string, maxBytes: number, signal?: AbortSignal): Promise<TrackFingerprint> {
  const bytes = await sizeOf(path);
  if (bytes === 0) throw new MomError('recording_empty', 'the file is empty', { file: path });
  if (bytes > maxBytes) {
    throw new MomError('recording_too_large', `it has ${megabytes(bytes)} MB, the limit is ${megabytes(maxBytes)} MB`, {
      file: path,
    });
  }
  return { bytes, sha256: await hashOf(path, signal) };
}

async function hashOf(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  try {
    const pieces = createReadStream(path, { highWaterMark: READ_BYTES, ...(signal ? { signal } : {}) });
    for await (const piece of pieces) hash.update(piece);
  } catch (cause: unknown) {
    signal?.throwIfAborted();
    throw fileFault(path, cause);
  }
  return hash.digest('hex');
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw fileFault(path, cause);
  });
  if (!found.isFile()) throw new MomError('recording_not_audio', 'it is not a file', { file: path });
  return found.size;
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);
