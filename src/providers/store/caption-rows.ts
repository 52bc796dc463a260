import type { Insertable, Selectable } from 'kysely';
import type { Caption } from '../../domain/caption.ts';
import type { Tables } from '../sqlite/index.ts';

export const toCaptionRow = (meetingId: string, caption: Caption): Insertable<Tables['caption']> => ({
  meeting_id: meetingId,
  id: caption.id,
  track_id: caption.trackId,
  speaker: caption.speaker,
  name: caption.name,
  start_ms: caption.startMs,
  end_ms: caption.endMs,
  text: caption.text,
  confidence: caption.confidence,
  language: caption.language,
  is_final: caption.isFinal ? 1 : 0,
});

export const toCaption = (row: Selectable<Tables['caption']>): Caption => ({
  id: row.id,
  trackId: row.track_id,
  speaker: row.speaker,
  name: row.name,
  startMs: row.start_ms,
  endMs: row.end_ms,
  text: row.text,
  confidence: row.confidence,
  language: row.language,
  isFinal: row.is_final === 1,
});
