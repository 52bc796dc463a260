import { join } from 'node:path';
import type { App } from '../app.ts';
import { MomError } from '../errors.ts';
import { type MeetingOutcome, writeWhole } from '../meeting/index.ts';
import { type DocumentFormat, documentFormats, type MeetingDocument } from '../ports/document-writer.ts';

/** Written unless told otherwise: for reading, for players, for programs. */
export const DEFAULT_FORMATS: readonly DocumentFormat[] = ['md', 'vtt', 'json'];

/** "md,pdf" -> formats. @throws MomError usage */
export function parseFormats(
  text: string,
  known: readonly DocumentFormat[] = documentFormats,
): readonly DocumentFormat[] {
  const toFormat = (name: string): DocumentFormat => {
    const format = known.find((candidate) => candidate === name);
    if (!format) throw new MomError('usage', `"${name}" is no format here; possible are ${known.join(', ')}.`);
    return format;
  };
  return [...new Set(text.split(',').map((name) => toFormat(name.trim().toLowerCase())))];
}

export function documentOf({ meeting, transcript, minutes, durationMs, warnings }: MeetingOutcome): MeetingDocument {
  return { meeting, transcript, minutes, durationMs, warnings };
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
  const paths: string[] = [];
  for (const format of formats) {
    const bytes = await app.documents.render(format, documentOf(outcome));
    paths.push(await writeWhole(join(folder, `${outcome.meeting.id}.${format}`), bytes));
  }
  return paths;
}
