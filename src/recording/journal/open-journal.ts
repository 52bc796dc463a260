import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import { toDiskFault } from './disk-fault.ts';
import { eraseFiles, finishErasures } from './erase.ts';
import type { JournalIdentity } from './file-header.ts';
import { hostDisk, type JournalDisk } from './journal-disk.ts';
import { headerOf } from './journal-file-reader.ts';
import { type JournalFileName, listJournalFiles } from './journal-names.ts';
import { JournalOutput } from './journal-output.ts';
import { JournalWriter } from './journal-writer.ts';

export interface OpenJournalOptions extends JournalIdentity {
  readonly clock: Clock;
  readonly log: Logger;
  readonly onFault: (fault: MomError) => void;
  /** 32 bytes; without one the journal is not encrypted. */
  readonly key?: Uint8Array | null;
  readonly onWritten?: () => void;
  /** The host's file system unless told. */
  readonly disk?: JournalDisk;
}

/**
 * A meeting's journal for writing; it is made when it is not there, and goes on in a new file when it is, after a crash or when people
 * came back. Erasures that a crash broke off are finished first. One writer at a time.
 *
 * @throws MomError journal_locked when it is encrypted and the key is none or another, journal_failed when it is another meeting's or
 * can't be written, disk_full
 */
export async function openJournal(folder: string, options: OpenJournalOptions): Promise<JournalWriter> {
  const { meetingId, startedAtMs, clock, log, onFault, onWritten, key = null, disk = hostDisk } = options;
  const before = await prepare(folder, options, disk);
  const firstNumber = (before.at(-1)?.number ?? 0) + 1;
  const output = new JournalOutput({ folder, identity: { meetingId, startedAtMs }, key, disk, clock, firstNumber });
  const writer = new JournalWriter({
    output,
    clock,
    log,
    onFault,
    ...(onWritten ? { onWritten } : {}),
    erase: (erasure, belowNumber) => eraseFiles(folder, erasure, { key, disk, belowNumber }),
  });
  if (before.length > 0) writer.event({ type: 'gap', atMs: clock.now(), userId: null, reason: 'restart', packets: 0 });
  return writer;
}

async function prepare(
  folder: string,
  { meetingId, key = null }: OpenJournalOptions,
  disk: JournalDisk,
): Promise<readonly JournalFileName[]> {
  try {
    await disk.makeFolder(folder);
    await finishErasures(folder, { key, disk });
    const files = await listJournalFiles(folder, disk);
    for (const file of files) await checkFile(file, meetingId, key);
    return files;
  } catch (error: unknown) {
    throw toDiskFault(error);
  }
}

/** Every file must be this meeting's; and what follows an encrypted one must not be readable by everybody. */
async function checkFile(file: JournalFileName, meetingId: string, key: Uint8Array | null): Promise<void> {
  const header = await headerOf(file, key);
  if (!header) return;
  if (header.meetingId !== meetingId)
    throw new MomError('journal_failed', `the folder holds the meeting ${header.meetingId}`, { file: file.path });
}
