import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import { toDiskFault } from './disk-fault.ts';
import { eraseFiles, finishErasures } from './erase.ts';
import { type FileHeader, type JournalIdentity, newFileHeader } from './file-header.ts';
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
 * @throws MomError usage (a key of another length, too long an id), journal_locked when it is encrypted and the key is none or another, journal_failed when it is another meeting's or
 * can't be written, disk_full
 */
export async function openJournal(folder: string, options: OpenJournalOptions): Promise<JournalWriter> {
  const { clock, log, onFault, onWritten, key = null, disk = hostDisk } = options;
  const { identity, lastNumber } = await prepare(folder, options, disk);
  const output = new JournalOutput({ folder, identity, key, disk, clock, firstNumber: lastNumber + 1 });
  const writer = new JournalWriter({
    output,
    clock,
    log,
    onFault,
    ...(onWritten ? { onWritten } : {}),
    erase: (erasure, belowNumber) => eraseFiles(folder, erasure, { key, disk, belowNumber }),
  });
  if (lastNumber > 0) writer.event({ type: 'gap', atMs: clock.now(), userId: null, reason: 'restart', packets: 0 });
  return writer;
}

interface Before {
  /** The meeting's zero stays what it was when the meeting began. */
  readonly identity: JournalIdentity;
  readonly lastNumber: number;
}

async function prepare(folder: string, options: OpenJournalOptions, disk: JournalDisk): Promise<Before> {
  const { meetingId, key = null } = options;
  try {
    newFileHeader(options, key); // refuses what no file could begin with
    await disk.makeFolder(folder);
    await finishErasures(folder, { key, disk });
    const files = await listJournalFiles(folder, disk);
    const headers: FileHeader[] = [];
    for (const file of files) headers.push(...(await checkedHeader(file, meetingId, key)));
    const startedAtMs = headers[0]?.startedAtMs ?? options.startedAtMs;
    return { identity: { meetingId, startedAtMs }, lastNumber: files.at(-1)?.number ?? 0 };
  } catch (error: unknown) {
    throw toDiskFault(error);
  }
}

/** Every file must be this meeting's; and what follows an encrypted one must not be readable by everybody. None when it is damaged. */
async function checkedHeader(file: JournalFileName, meetingId: string, key: Uint8Array | null): Promise<FileHeader[]> {
  const header = await headerOf(file, key);
  if (!header) return [];
  if (header.meetingId !== meetingId)
    throw new MomError('journal_failed', `the folder holds the meeting ${header.meetingId}`, { file: file.path });
  return [header];
}
