import type { Dirent } from 'node:fs';
import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Logger } from '../log.ts';
import {
  type DocumentFormat,
  type DocumentWriter,
  documentFormats,
  type MeetingDocument,
} from '../ports/document-writer.ts';
import { writeWhole } from './write-whole.ts';

/** Bytes of all files below a folder; 0 where there is none. */
export async function folderBytes(folder: string): Promise<number> {
  const sizes = (await filesBelow(folder)).map(async (path) => (await stat(path)).size);
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
}

/** The format of a file that was written for a meeting ("m1.pdf"), or null. */
export function exportFormat(path: string, meetingId: string): DocumentFormat | null {
  return documentFormats.find((format) => basename(path) === `${meetingId}.${format}`) ?? null;
}

/** Deletes every file below a folder but those that `isKept`; gives how many bytes they had. */
export async function deleteFiles(folder: string, isKept: (path: string) => boolean): Promise<number> {
  let bytes = 0;
  for (const path of await filesBelow(folder)) {
    if (isKept(path)) continue;
    bytes += (await stat(path)).size;
    await rm(path, { force: true });
  }
  await removeEmptyFolders(folder);
  return bytes;
}

export interface FilesToRewrite {
  readonly folder: string;
  /** Null when there are no minutes: then no export is left either. */
  readonly document: MeetingDocument | null;
  /** What neither shows nor sounds of who was forgotten. */
  readonly isKept: (path: string) => boolean;
  readonly documents: DocumentWriter;
  readonly log: Logger;
}

/** Writes the exports of a meeting again, whole, and deletes everything else that is not kept. */
export async function rewriteFiles({ folder, document, isKept, documents, log }: FilesToRewrite): Promise<void> {
  const rewritten = new Set<string>();
  for (const path of await filesBelow(folder)) {
    const format = document && !isKept(path) ? exportFormat(path, document.meeting.id) : null;
    if (!document || !format) continue;
    try {
      await writeWhole(path, await documents.render(format, document));
      rewritten.add(path);
    } catch (error: unknown) {
      log.warn({ err: error, format }, 'a file could not be written again, so it is deleted');
    }
  }
  await deleteFiles(folder, (path) => rewritten.has(path) || isKept(path));
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const files = (await entriesBelow(folder)).filter((entry) => !entry.isDirectory());
  return files.map((entry) => join(entry.parentPath, entry.name));
}

async function removeEmptyFolders(folder: string): Promise<void> {
  const folders = (await entriesBelow(folder)).filter((entry) => entry.isDirectory());
  const deepestFirst = folders.map((entry) => join(entry.parentPath, entry.name)).sort((a, b) => b.length - a.length);
  for (const path of deepestFirst) if ((await readdir(path)).length === 0) await rmdir(path);
}

/** None where there is no such folder. */
async function entriesBelow(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error: unknown) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
