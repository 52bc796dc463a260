import { join } from 'node:path';
import type { Erasure } from './erasure.ts';
import type { JournalDisk } from './journal-disk.ts';

/** An erasure that is under way stands as an empty file in the folder: its name says all, and making it is all or nothing. */
const USER_NOTE = /^erase-user-(\d+)\.todo$/;
const RANGE_NOTE = /^erase-range-(\d+)-(\d+)\.todo$/;

export async function noteErasure(folder: string, erasure: Erasure, disk: JournalDisk): Promise<void> {
  const name = noteName(erasure);
  if ((await disk.list(folder)).includes(name)) return;
  const file = await disk.create(join(folder, name));
  await file.close();
}

export function forgetErasure(folder: string, erasure: Erasure, disk: JournalDisk): Promise<void> {
  return disk.remove(join(folder, noteName(erasure)));
}

export async function pendingErasures(folder: string, disk: JournalDisk): Promise<readonly Erasure[]> {
  return (await disk.list(folder)).flatMap((name) => readNote(name) ?? []);
}

function noteName(erasure: Erasure): string {
  return erasure.kind === 'user'
    ? `erase-user-${erasure.userId}.todo`
    : `erase-range-${erasure.fromMs}-${erasure.toMs}.todo`;
}

function readNote(name: string): Erasure | null {
  const userId = USER_NOTE.exec(name)?.[1];
  if (userId !== undefined) return { kind: 'user', userId };
  const range = RANGE_NOTE.exec(name);
  return range ? { kind: 'range', fromMs: Number(range[1]), toMs: Number(range[2]) } : null;
}
