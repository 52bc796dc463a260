import { BatchQueue } from './batch-queue.ts';
import type { EraseFilter } from './erase-filter.ts';
import { writeEventPayload } from './event-payload.ts';
import type { JournalDisk } from './journal-disk.ts';
import { headerOf, JournalFileReader } from './journal-file-reader.ts';
import { JournalFileWriter } from './journal-file-writer.ts';
import { type JournalFileName, UNFINISHED } from './journal-names.ts';
import type { JournalRecord } from './journal-record.ts';
import { UserNumbers } from './user-numbers.ts';

/**
 * Writes a file anew without what the filter takes out, then puts it in the old one's place; a crash leaves one or the other. A file
 * that holds nothing of it is not touched, so doing it again costs a look. A file without a readable header is removed: nobody can
 * tell whose bytes it holds.
 */
export async function eraseFromFile(
  name: JournalFileName,
  newFilter: () => EraseFilter,
  key: Uint8Array | null,
  disk: JournalDisk,
): Promise<void> {
  const header = await headerOf(name, key);
  if (!header) return await disk.remove(name.path);
  if (!(await isConcerned(name, newFilter(), key))) return;
  const path = `${name.path}${UNFINISHED}`;
  const file = await JournalFileWriter.create(path, disk, header, header.isSealed ? key : null);
  try {
    await copy(name, newFilter(), key, file);
    await file.sync();
  } catch (error: unknown) {
    await file.abandon();
    throw error;
  }
  await file.close();
  await disk.replace(path, name.path);
}

async function isConcerned(name: JournalFileName, filter: EraseFilter, key: Uint8Array | null): Promise<boolean> {
  for await (const records of recordsOf(name, key))
    for (const record of records) {
      const [kept] = filter.replace(record);
      if (kept !== record) return true;
    }
  return false;
}

async function copy(
  name: JournalFileName,
  filter: EraseFilter,
  key: Uint8Array | null,
  file: JournalFileWriter,
): Promise<void> {
  const queue = new BatchQueue();
  const users = new UserNumbers();
  for await (const records of recordsOf(name, key)) {
    for (const record of records) for (const kept of filter.replace(record)) add(queue, users, kept);
    if (queue.hasFull) await drain(queue, file);
  }
  for (const kept of filter.end()) add(queue, users, kept);
  await drain(queue, file);
}

function add(queue: BatchQueue, users: UserNumbers, record: JournalRecord): void {
  if (record.kind === 'event') queue.addEvent(writeEventPayload(record.event));
  const user = record.kind === 'packet' ? users.bytesOf(record.packet.userId) : null;
  if (record.kind === 'packet' && user !== null) queue.addPacket(user, record.packet);
}

async function drain(queue: BatchQueue, file: JournalFileWriter): Promise<void> {
  for (let batch = queue.first(); batch; batch = queue.first()) {
    await file.append(batch.bytes);
    queue.shift();
  }
}

async function* recordsOf(name: JournalFileName, key: Uint8Array | null): AsyncGenerator<readonly JournalRecord[]> {
  await using file = await JournalFileReader.open(name, { key, users: null });
  for await (const records of file.read()) yield records;
  yield file.finish();
}
