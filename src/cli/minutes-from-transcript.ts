import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { App } from '../app.ts';
import type { Utterance } from '../domain/transcript.ts';
import { fileFault, type ImportedMeeting, type MeetingOutcome } from '../meeting/index.ts';
import { type ImportedUtterance, parseTranscript } from '../transcription/import/index.ts';
import { toTranscript } from '../transcription/index.ts';

export { isTranscriptFile } from '../transcription/import/index.ts';

/** Whose words stand in a transcript without names. */
const NOBODY = 'Speaker 1';

/**
 * Minutes of a transcript that somebody else made.
 *
 * @throws MomError recording_missing, recording_unreadable, transcript_unreadable
 */
export async function minutesFromTranscript(
  app: App,
  path: string,
  request: Omit<ImportedMeeting, 'transcript' | 'title'> & { readonly title: string | null },
  signal: AbortSignal,
): Promise<MeetingOutcome> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw fileFault(path, cause);
  });
  const imported = parseTranscript(text, path);
  const utterances = imported.map((utterance, index) => toUtterance(utterance, index, request.settings.language));
  const isMix = imported.every((utterance) => utterance.speaker === null);
  const title = request.title ?? basename(path, extname(path));
  return app.meetings.importTranscript({ ...request, title, transcript: toTranscript(utterances, isMix) }, signal);
}

/** Nobody measured how sure the words are: what stands in a transcript is taken as it is. */
function toUtterance(imported: ImportedUtterance, index: number, language: string | null): Utterance {
  const name = imported.speaker ?? NOBODY;
  const { startMs, endMs, text } = imported;
  return { id: `s${index + 1}`, speaker: name, name, startMs, endMs, text, confidence: 1, language };
}
