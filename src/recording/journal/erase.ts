import { join } from 'node:path';
import { MomError } from '../../errors.ts';
import { toDiskFault } from './disk-fault.ts';
import { EraseFilter } from './erase-filter.ts';
import { eraseFromFile } from './erase-from-file.ts';
import type { Erasure } from './erasure.ts';
import { forgetErasure, noteErasure, pendingErasures } from './erasure-notes.ts';
import { hostDisk, type JournalDisk } from './journal-disk.ts';
import { listJournalFiles, UNFINISHED } from './journal-names.ts';

export interface EraseOptions {
  readonly key?: Uint8Array | null;
  readonly disk?: JournalDisk;
  readonly signal?: AbortSignal;
}

interface FilesOptions extends EraseOptions {
  /** Files from this number on are being written and are left alone. */
  readonly belowNumber?: number;
}

/**
 * Takes a member out of a journal that nobody writes (`JournalWriter.erase` does it while it is written): every packet, name, note and
 * trace of the account. May be called again, and after a crash: what was begun is finished by the next call or the next `openJournal`.
 *
 * @throws MomError usage, journal_locked, journal_failed, disk_full; an aborted signal's reason
 */
export async function eraseUser(folder: string, userId: string, options: EraseOptions = {}): Promise<void> {
  await eraseFiles(folder, { kind: 'user', userId }, options);
}

/**
 * Takes everybody's packets and notes of a time out of a journal, `toMs` not included; both are epoch ms. A pause stands in their place,
 * so that nobody's track has a loss there. Like `eraseUser` in all else.
 *
 * @throws MomError what eraseUser throws
 */
export async function eraseRange(
  folder: string,
  fromMs: number,
  toMs: number,
  options: EraseOptions = {},
): Promise<void> {
  await eraseFiles(folder, { kind: 'range', fromMs, toMs }, options);
}

/** Does again what a crash broke off. @throws MomError what eraseUser throws */
export async function finishErasures(folder: string, options: EraseOptions = {}): Promise<void> {
  const disk = options.disk ?? hostDisk;
  for (const erasure of await pendingErasures(folder, disk)) await eraseFiles(folder, erasure, options);
}

/** @throws MomError what eraseUser throws */
export async function eraseFiles(folder: string, erasure: Erasure, options: FilesOptions): Promise<void> {
  const { key = null, disk = hostDisk, signal, belowNumber = Number.POSITIVE_INFINITY } = options;
  checkErasure(erasure);
  try {
    await noteErasure(folder, erasure, disk);
    await removeUnfinished(folder, disk);
    const files = await listJournalFiles(folder, disk);
    for (const file of files.filter(({ number }) => number < belowNumber)) {
      signal?.throwIfAborted();
      await eraseFromFile(file, () => new EraseFilter(erasure), key, disk);
    }
    await forgetErasure(folder, erasure, disk);
  } catch (error: unknown) {
    signal?.throwIfAborted();
    throw toDiskFault(error);
  }
}

function checkErasure(erasure: Erasure): void {
  const isSound = erasure.kind === 'user' ? /^\d{1,20}$/.test(erasure.userId) : isRange(erasure);
  if (!isSound) throw new MomError('usage', 'what is to be erased is neither a user id nor a span of time');
}

const isRange = ({ fromMs, toMs }: { fromMs: number; toMs: number }): boolean =>
  Number.isSafeInteger(fromMs) && Number.isSafeInteger(toMs) && fromMs >= 0 && toMs >= fromMs;

async function removeUnfinished(folder: string, disk: JournalDisk): Promise<void> {
  for (const name of await disk.list(folder)) if (name.endsWith(UNFINISHED)) await disk.remove(join(folder, name));
}
