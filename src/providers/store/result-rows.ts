import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import type { Transcript, Translation, Utterance } from '../../domain/transcript.ts';
import type { MeetingResult } from '../../ports/meeting-store.ts';
import type { Tables } from '../sqlite/index.ts';
import { wordsSchema } from './chunk-rows.ts';
import { parseJson } from './json-column.ts';
import { minutesSchema } from './minutes-schema.ts';

const transcriptSchema = z.object({
  turns: z.array(
    z.object({
      speaker: z.string(),
      name: z.string(),
      startMs: z.number(),
      endMs: z.number(),
      utteranceIds: z.array(z.string()),
    }),
  ),
  speakers: z
    .array(z.object({ speaker: z.string(), name: z.string(), talkMs: z.number(), turns: z.number() }))
    .nullable(),
  language: z.string().nullable(),
  /** What was heard, by utterance id; absent where no agreed edit changed any. */
  originals: z.record(z.string(), z.string()).default({}),
}) satisfies z.ZodType<Omit<Transcript, 'utterances'>>;

const translationSchema = z.object({ language: z.string(), text: z.string() }) satisfies z.ZodType<Translation>;

export function toResultRow(meetingId: string, result: MeetingResult): Insertable<Tables['meeting_result']> {
  const { utterances, ...transcript } = result.transcript;
  const originals = utterances.flatMap(({ id, original }) => (original === undefined ? [] : [[id, original] as const]));
  return {
    meeting_id: meetingId,
    transcript_json: JSON.stringify({ ...transcript, originals: Object.fromEntries(originals) }),
    minutes_json: JSON.stringify(result.minutes),
  };
}

export const toUtteranceRows = (
  meetingId: string,
  utterances: readonly Utterance[],
): Insertable<Tables['utterance']>[] =>
  utterances.map((utterance, position) => ({
    meeting_id: meetingId,
    position,
    id: utterance.id,
    speaker: utterance.speaker,
    name: utterance.name,
    start_ms: utterance.startMs,
    end_ms: utterance.endMs,
    text: utterance.text,
    confidence: utterance.confidence,
    language: utterance.language,
    words_json: utterance.words ? JSON.stringify(utterance.words) : null,
    translation_json: utterance.translation ? JSON.stringify(utterance.translation) : null,
  }));

/** `utterances` in the order of their position. */
export function toResult(
  row: Selectable<Tables['meeting_result']>,
  utterances: readonly Selectable<Tables['utterance']>[],
): MeetingResult {
  const what = `the result of meeting ${row.meeting_id}`;
  const { turns, speakers, language, originals } = parseJson(transcriptSchema, row.transcript_json, what);
  return {
    transcript: {
      utterances: utterances.map((utterance) => toUtterance(utterance, originals[utterance.id])),
      turns,
      speakers,
      language,
    },
    minutes: parseJson(minutesSchema, row.minutes_json, what),
  };
}

const toUtterance = (row: Selectable<Tables['utterance']>, original: string | undefined): Utterance => ({
  id: row.id,
  speaker: row.speaker,
  name: row.name,
  startMs: row.start_ms,
  endMs: row.end_ms,
  text: row.text,
  ...(original === undefined ? {} : { original }),
  confidence: row.confidence,
  language: row.language,
  ...(row.words_json === null ? {} : { words: parseJson(wordsSchema, row.words_json, whatOf(row)) }),
  ...(row.translation_json === null
    ? {}
    : { translation: parseJson(translationSchema, row.translation_json, whatOf(row)) }),
});

const whatOf = (row: Selectable<Tables['utterance']>): string => `utterance ${row.id} of meeting ${row.meeting_id}`;
