import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { App } from '../app.ts';
import type { Warning } from '../domain/meeting.ts';
import type { Utterance } from '../domain/transcript.ts';
import { fileFault, type ImportedMeeting, type MeetingOutcome } from '../meeting/index.ts';
import { decodeText, type ImportedUtterance, parseTranscript } from '../transcription/import/index.ts';
import { toTranscript } from '../transcription/index.ts';

export { isTranscriptFile } from '../transcription/import/index.ts';

/** Whose words stand in a transcript without names. */
const NOBODY = 'Speaker 1';

/** What the person said about the meeting; what the file says counts where they said nothing. */
export interface ImportRequest {
  readonly title: string | null;
  readonly startedAtMs: number | null;
  /** When the file was written: the best guess when neither tells the day. */
  readonly fileTimeMs: number;
  readonly settings: ImportedMeeting['settings'];
}

/**
 * Minutes of a transcript that somebody else made.
 *
 * @throws MomError recording_missing, recording_unreadable, transcript_unreadable
 */
export async function minutesFromTranscript(
  app: App,
  path: string,
  request: ImportRequest,
  signal: AbortSignal,
): Promise<MeetingOutcome> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw fileFault(path, cause);
  });
  const imported = parseTranscript(decodeText(bytes), path);
  const language = request.settings.language ?? imported.language;
  const utterances = imported.utterances.map((utterance, index) => toUtterance(utterance, index, language));
  const isMix = imported.utterances.every(({ speaker }) => speaker === null);
  const meeting: ImportedMeeting = {
    title: request.title ?? imported.title ?? basename(path, extname(path)),
    startedAtMs: request.startedAtMs ?? imported.startedAtMs ?? request.fileTimeMs,
    settings: request.settings,
    path,
    durationMs: imported.durationMs ?? 0,
    warnings: imported.hasTimes ? [] : [NO_TIMES],
    transcript: toTranscript(utterances, isMix),
  };
  return await app.meetings.importTranscript(meeting, signal);
}

const NO_TIMES: Warning = {
  code: 'times_estimated',
  text: 'This transcript has no times: moments and talk times are estimated from the number of words.',
};

/** Where nobody measured how sure the words are, they are taken as they stand. */
function toUtterance(imported: ImportedUtterance, index: number, language: string | null): Utterance {
  const { startMs, endMs, text } = imported;
  return {
    id: `s${index + 1}`,
    speaker: imported.speaker ?? NOBODY,
    name: imported.name ?? NOBODY,
    startMs,
    endMs,
    text,
    confidence: imported.confidence ?? 1,
    language: imported.language ?? language,
  };
}
