import type { Generated } from 'kysely';

/** Rows as they lie in the file; *_ms are REAL because some sources give fractions, the names of JSON columns end in _json. */
export interface Tables {
  readonly meeting: MeetingRow;
  readonly track: TrackRow;
  readonly chunk: ChunkRow;
  readonly segment: SegmentRow;
  readonly utterance: UtteranceRow;
  readonly meeting_result: MeetingResultRow;
  readonly caption: CaptionRow;
  readonly job: JobRow;
}

interface MeetingRow {
  readonly id: string;
  readonly title: string;
  readonly started_at_ms: number;
  readonly state: string;
  readonly settings_json: string;
  readonly failure: string | null;
}

interface TrackRow {
  readonly meeting_id: string;
  readonly id: string;
  readonly position: number;
  readonly path: string;
  readonly speaker: string | null;
  readonly speaker_name: string | null;
  readonly bytes: number;
  readonly sha256: string;
  /** TrackResult, null until the track was read to its end. */
  readonly result_json: string | null;
}

interface ChunkRow {
  readonly meeting_id: string;
  readonly track_id: string;
  readonly start_sample: number;
  readonly sample_count: number;
  readonly outcome: string;
  readonly reason: string | null;
}

interface SegmentRow {
  readonly meeting_id: string;
  readonly track_id: string;
  readonly start_sample: number;
  readonly position: number;
  readonly start_ms: number;
  readonly end_ms: number;
  readonly text: string;
  readonly confidence: number;
  readonly language: string | null;
  readonly words_json: string;
}

interface UtteranceRow {
  /** Number for a full-text index to point at. */
  readonly key: Generated<number>;
  readonly meeting_id: string;
  readonly position: number;
  readonly id: string;
  readonly speaker: string;
  readonly name: string;
  readonly start_ms: number;
  readonly end_ms: number;
  readonly text: string;
  readonly confidence: number;
  readonly language: string | null;
}

interface MeetingResultRow {
  readonly meeting_id: string;
  /** The transcript without its utterances, which are rows. */
  readonly transcript_json: string;
  readonly minutes_json: string;
}

interface CaptionRow {
  /** In the order in which the captions began. */
  readonly key: Generated<number>;
  readonly meeting_id: string;
  readonly id: string;
  readonly track_id: string;
  readonly speaker: string;
  readonly name: string;
  readonly start_ms: number;
  readonly end_ms: number;
  readonly text: string;
  readonly confidence: number;
  readonly language: string | null;
  readonly is_final: number;
}

interface JobRow {
  readonly key: Generated<number>;
  readonly kind: string;
  readonly id: string;
  readonly data_json: string;
  readonly state: string;
  readonly run_at_ms: number;
  /** Attempts begun since it was added or retried. */
  readonly attempt: Generated<number>;
  readonly max_attempts: number;
  /** Counts every claim and never goes back: the fence against late answers. */
  readonly claim: Generated<number>;
  readonly owner: string | null;
  readonly lease_until_ms: number | null;
  readonly result_json: string | null;
  readonly error_json: string | null;
}
