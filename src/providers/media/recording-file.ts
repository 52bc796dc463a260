import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { MomError } from '../../errors.ts';
import { unreadable } from './unreadable.ts';

const MEGABYTE = 1_000_000;

/**
 * Size in bytes of a file that is worth decoding.
 *
 * @throws MomError recording_missing, recording_unreadable, recording_not_audio, recording_empty, recording_too_large
 */
export async function measureRecording(path: string, maxBytes: number): Promise<number> {
  const stats = await inspect(path);
  const file = path;
  // A pipe or a device would hold the decoder for ever.
  if (!stats.isFile()) throw new MomError('recording_not_audio', 'it is not a file', { file });
  if (stats.size === 0) throw new MomError('recording_empty', 'it has no bytes', { file });
  if (stats.size > maxBytes)
    throw new MomError('recording_too_large', `${inMegabytes(stats.size)}, the limit is ${inMegabytes(maxBytes)}`, {
      file,
    });
  return stats.size;
}

async function inspect(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error: unknown) {
    throw unreadable(path, error);
  }
}

const inMegabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;
