import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from '../../log.ts';
import type { ModelEntry } from '../../ports/model-library.ts';
import { DownloadFault, diskFault } from './download-fault.ts';
import { type FetchPartOptions, fetchPart } from './fetch-part.ts';
import { hashFile } from './hash-file.ts';
import { formatFault, readHead } from './model-format.ts';
import { PartFile } from './part-file.ts';
import { Patience } from './patience.ts';
import { readableBytes } from './sentences.ts';

/** Room that must be left on the disk when the model is there. */
const SPARE_BYTES = 32 << 20;

export interface DownloadOptions extends FetchPartOptions {
  readonly log: Logger;
  /** Bytes that can still be written below a folder. */
  readonly freeBytes: (folder: string) => Promise<number>;
}

/**
 * Brings one model to `target`, going on with what an earlier attempt left; checked before it gets its name.
 *
 * @throws DownloadFault; an aborted signal's reason, the bytes so far are kept
 */
export async function downloadModel(entry: ModelEntry, target: string, options: DownloadOptions): Promise<void> {
  await using part = await PartFile.open(target);
  await refuseWithoutRoom(part, entry, options);
  const patience = new Patience();
  for (;;) {
    const before = part.bytes;
    try {
      await fetchPart(part, entry, options);
      await verify(part, entry, options.signal);
      return await part.commit();
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof DownloadFault)) throw error;
      const pauseMs = patience.pauseMs(error, part.bytes - before);
      if (error.spoilsPart) await part.startOver(null);
      if (pauseMs === null) throw error;
      options.log.warn({ model: entry.name, reason: error.message, pauseMs }, 'model download is tried again');
      await options.clock.delay(pauseMs, options.signal);
    }
  }
}

async function verify(part: PartFile, entry: ModelEntry, signal: AbortSignal | undefined): Promise<void> {
  const kind = part.isPatchwork ? 'wrong-part' : 'wrong-file';
  const fault = formatFault(await readHead(part.path), entry.file);
  if (fault !== null) throw new DownloadFault(kind, `it ${fault}`);
  const sha256 = entry.sha256 === null ? null : await hashFile(part.path, signal);
  if (sha256 !== entry.sha256) throw new DownloadFault(kind, `its SHA-256 is ${sha256}, published is ${entry.sha256}`);
}

async function refuseWithoutRoom(part: PartFile, entry: ModelEntry, { freeBytes }: DownloadOptions): Promise<void> {
  if (entry.bytes === null) return;
  const folder = dirname(part.path);
  const wanted = Math.max(0, entry.bytes - part.bytes) + SPARE_BYTES;
  const free = await freeBytes(folder);
  if (free < wanted)
    throw new DownloadFault(
      'disk',
      `it needs ${readableBytes(wanted)} of disk, but ${folder} has only ${readableBytes(free)} left`,
    );
}

/** Bytes that an ordinary user can still write below `folder`. */
export async function freeDiskBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    throw diskFault(error, folder);
  }
}
