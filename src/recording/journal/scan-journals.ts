import { join } from 'node:path';
import { hostDisk } from './journal-disk.ts';
import { JournalFileReader } from './journal-file-reader.ts';
import { type JournalFileName, listJournalFiles } from './journal-names.ts';
import { type JournalHead, readJournalHead } from './read-journal.ts';

/** Folder of the journal inside the meeting's folder. */
export const JOURNAL_FOLDER = 'journal';

export interface UnfinishedJournal extends JournalHead {
  readonly folder: string;
  /** Epoch ms of the last thing in it; the meeting's start when it holds nothing. */
  readonly lastAtMs: number;
}

export interface ScanOptions {
  /** The key of an encrypted meeting, null when it is gone: such a journal can't be finished and is left out. */
  readonly keyOf: (meetingId: string) => Promise<Uint8Array | null>;
  /** Told about journals that can't be read; the others are still found. */
  readonly onFault: (folder: string, error: unknown) => void;
  readonly signal?: AbortSignal;
}

interface LastWord {
  readonly atMs: number;
  readonly isEnd: boolean;
}

/**
 * Meetings below `root` (one folder each) whose journal has no end: the process died, or people came back after the end.
 *
 * @throws an aborted signal's reason
 */
export async function scanJournals(root: string, options: ScanOptions): Promise<readonly UnfinishedJournal[]> {
  const found: UnfinishedJournal[] = [];
  for (const meeting of await hostDisk.list(root)) {
    options.signal?.throwIfAborted();
    const folder = join(root, meeting, JOURNAL_FOLDER);
    try {
      const journal = await unfinished(folder, options);
      if (journal) found.push(journal);
    } catch (error: unknown) {
      options.onFault(folder, error);
    }
  }
  return found;
}

async function unfinished(folder: string, options: ScanOptions): Promise<UnfinishedJournal | null> {
  const files = await listJournalFiles(folder, hostDisk);
  if (files.length === 0) return null;
  const head = await readJournalHead(folder);
  const key = head.isSealed ? await options.keyOf(head.meetingId) : null;
  if (head.isSealed && !key) return null;
  const last = await lastWordOf(files, key);
  return last?.isEnd ? null : { ...head, folder, lastAtMs: last?.atMs ?? head.startedAtMs };
}

/** From the newest file backwards: the last ones may hold nothing. */
async function lastWordOf(files: readonly JournalFileName[], key: Uint8Array | null): Promise<LastWord | null> {
  for (const file of files.toReversed()) {
    const last = await lastWordIn(file, key);
    if (last) return last;
  }
  return null;
}

async function lastWordIn(name: JournalFileName, key: Uint8Array | null): Promise<LastWord | null> {
  await using file = await JournalFileReader.open(name, { key, users: null });
  let last: LastWord | null = null;
  const note = (records: Awaited<ReturnType<typeof file.finish>>): void => {
    for (const record of records) {
      if (record.kind === 'packet') last = { atMs: record.packet.arrivalMs, isEnd: false };
      if (record.kind === 'event') last = { atMs: record.event.atMs, isEnd: record.event.type === 'end' };
    }
  };
  for await (const records of file.read()) note(records);
  note(file.finish());
  return last;
}
