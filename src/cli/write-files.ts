import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../app.ts';
import { MomError } from '../errors.ts';
import type { MeetingOutcome } from '../meeting/index.ts';
import { type DocumentFormat, documentFormats, type MeetingDocument } from '../ports/document-writer.ts';

/** Written unless told otherwise: for reading, for players, for programs. */
export const DEFAULT_FORMATS: readonly DocumentFormat[] = ['md', 'vtt', 'json'];

/** "md,pdf" -> formats. @throws MomError usage */
export function parseFormats(text: string): readonly DocumentFormat[] {
  const known = (name: string): DocumentFormat => {
    const format = documentFormats.find((candidate) => candidate === name);
    if (!format) throw new MomError('usage', `"${name}" is no format; known are ${documentFormats.join(', ')}.`);
    return format;
  };
  return [...new Set(text.split(',').map((name) => known(name.trim().toLowerCase())))];
}

export function documentOf({ meeting, transcript, minutes, durationMs }: MeetingOutcome): MeetingDocument {
  return { meeting, transcript, minutes, durationMs };
}

/**
 * Writes a meeting into a folder, each file whole or not at all; gives the paths.
 *
 * @throws MomError export_failed
 */
export async function writeFiles(
  app: App,
  outcome: MeetingOutcome,
  folder: string,
  formats: readonly DocumentFormat[],
): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true });
    const paths: string[] = [];
    for (const format of formats) {
      const path = join(folder, `${outcome.meeting.id}.${format}`);
      await writeFile(`${path}.part`, await app.documents.render(format, documentOf(outcome)));
      await rename(`${path}.part`, path);
      paths.push(path);
    }
    return paths;
  } catch (cause: unknown) {
    if (cause instanceof MomError) throw cause;
    throw new MomError('export_failed', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
