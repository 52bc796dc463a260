import { MomError } from '../../errors.ts';
import type { JournalIdentity } from './file-header.ts';
import { hostDisk } from './journal-disk.ts';
import { headerOf, JournalFileReader } from './journal-file-reader.ts';
import { listJournalFiles } from './journal-names.ts';
import type { JournalRecord, UserFilter } from './journal-record.ts';

export interface ReadOptions {
  /** The meeting's key, when the journal is encrypted. */
  readonly key?: Uint8Array | null;
  /** Packets of these members only; of all unless told. */
  readonly users?: UserFilter;
  readonly signal?: AbortSignal;
}

export interface JournalHead extends JournalIdentity {
  readonly isSealed: boolean;
}

/**
 * What the journal says about itself.
 *
 * @throws MomError recording_missing when there is none, recording_unreadable when no file of it has a readable header, journal_failed
 */
export async function readJournalHead(folder: string): Promise<JournalHead> {
  const files = await listJournalFiles(folder, hostDisk);
  if (files.length === 0) throw new MomError('recording_missing', 'there is no journal', { file: folder });
  for (const file of files) {
    const header = await headerOf(file);
    if (header) return { meetingId: header.meetingId, startedAtMs: header.startedAtMs, isSealed: header.isSealed };
  }
  throw new MomError('recording_unreadable', 'none of its files has a readable header', { file: folder });
}

/**
 * Everything in a journal, in order, streamed. Damage is told and passed over; a file that breaks off gives what is before it.
 *
 * @throws MomError recording_missing, journal_locked, journal_failed; an aborted signal's reason
 */
export async function* readJournal(folder: string, options: ReadOptions = {}): AsyncGenerator<JournalRecord> {
  const { key = null, users = null, signal } = options;
  const files = await listJournalFiles(folder, hostDisk);
  if (files.length === 0) throw new MomError('recording_missing', 'there is no journal', { file: folder });
  for (const name of files) {
    await using file = await JournalFileReader.open(name, { key, users });
    for await (const records of file.read(signal)) yield* records;
    yield* file.finish();
  }
}
