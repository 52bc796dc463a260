import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import type { Meeting, MeetingState, MeetingTrack } from '../../domain/meeting.ts';
import type { MeetingSummary } from '../../ports/meeting-store.ts';
import type { Tables } from '../sqlite/index.ts';
import { parseJson, parseRow } from './json-column.ts';

const stateSchema = z.enum([
  'recording',
  'transcribing',
  'transcribed',
  'done',
  'failed',
]) satisfies z.ZodType<MeetingState>;

const settingsSchema = z.object({
  chunkMode: z.enum(['live', 'recording']),
  language: z.string().nullable(),
  model: z.string(),
  finalModel: z.string().exactOptional(),
  translateTo: z.string().nullable().exactOptional(),
  template: z.string(),
  scope: z.string().default('local'),
}) satisfies z.ZodType<Meeting['settings']>;

const trackResultSchema = z.object({
  durationMs: z.number(),
  speechMs: z.number(),
  warnings: z.array(z.object({ code: z.string(), text: z.string() })),
}) satisfies z.ZodType<NonNullable<MeetingTrack['result']>>;

export const toMeetingRow = (meeting: Meeting): Insertable<Tables['meeting']> => ({
  id: meeting.id,
  title: meeting.title,
  started_at_ms: meeting.startedAtMs,
  state: meeting.state,
  settings_json: JSON.stringify(meeting.settings),
  failure: meeting.failure,
  in_scope: meeting.settings.scope,
});

export const toTrackRows = (meeting: Pick<Meeting, 'id' | 'tracks'>): Insertable<Tables['track']>[] =>
  meeting.tracks.map((track, position) => ({
    meeting_id: meeting.id,
    id: track.id,
    position,
    path: track.path,
    speaker: track.speaker?.speaker ?? null,
    speaker_name: track.speaker?.name ?? null,
    bytes: track.fingerprint.bytes,
    sha256: track.fingerprint.sha256,
    result_json: track.result && JSON.stringify(track.result),
  }));

/** `tracks` in the order of their position. */
export const toMeeting = (
  row: Selectable<Tables['meeting']>,
  tracks: readonly Selectable<Tables['track']>[],
): Meeting => ({
  ...toMeetingSummary(row),
  settings: parseJson(settingsSchema, row.settings_json, `meeting ${row.id}`),
  tracks: tracks.map(toTrack),
  failure: row.failure,
});

export const toMeetingSummary = (
  row: Pick<Selectable<Tables['meeting']>, 'id' | 'title' | 'started_at_ms' | 'state'>,
): MeetingSummary => ({
  id: row.id,
  title: row.title,
  startedAtMs: row.started_at_ms,
  state: parseRow(stateSchema, row.state, `meeting ${row.id}`),
});

const toTrack = (row: Selectable<Tables['track']>): MeetingTrack => ({
  id: row.id,
  path: row.path,
  speaker: row.speaker === null ? null : { speaker: row.speaker, name: row.speaker_name ?? row.speaker },
  fingerprint: { bytes: row.bytes, sha256: row.sha256 },
  result:
    row.result_json === null
      ? null
      : parseJson(trackResultSchema, row.result_json, `track ${row.id} of meeting ${row.meeting_id}`),
});
