import { join } from 'node:path';
import type { JournalDisk } from './journal-disk.ts';

const NAME = /^(\d{4,})\.mom$/;
/** A file that an erasure was writing; worth nothing before it has its right name. */
export const UNFINISHED = '.new';

export interface JournalFileName {
  readonly number: number;
  readonly name: string;
  readonly path: string;
}

export function journalFileName(folder: string, number: number): JournalFileName {
  const name = `${String(number).padStart(4, '0')}.mom`;
  return { number, name, path: join(folder, name) };
}

/** The files of a journal in the order in which they were written; none when the folder is not there. */
export async function listJournalFiles(folder: string, disk: JournalDisk): Promise<readonly JournalFileName[]> {
  const numbers = (await disk.list(folder)).map((name) => Number(NAME.exec(name)?.[1] ?? Number.NaN));
  return numbers
    .filter((number) => Number.isSafeInteger(number))
    .sort((a, b) => a - b)
    .map((number) => journalFileName(folder, number));
}
