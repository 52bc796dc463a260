import type { Generated } from 'kysely';
import type {
  DiscordPostRow,
  DraftChunkRow,
  GuildSettingsRow,
  ItemLabelRow,
  LiveMeetingRow,
  LlmModelRow,
  LlmNoticeRow,
  OptedOutRow,
  PendingForgetRow,
  PlatformNoteRow,
  ProfileRow,
  RateLimitRow,
  RateUseRow,
} from './schema-platforms.ts';

/** Rows as they lie in the file; *_ms are REAL because some sources give fractions, the names of JSON columns end in _json. */
export interface Tables {
  readonly meeting: MeetingRow;
  readonly track: TrackRow;
  readonly chunk: ChunkRow;
  readonly segment: SegmentRow;
  readonly heard_window: HeardWindowRow;
  readonly utterance: UtteranceRow;
  readonly meeting_result: MeetingResultRow;
  readonly caption: CaptionRow;
  readonly job: JobRow;
  readonly usage: UsageRow;
  readonly held_money: HeldMoneyRow;
  readonly glossary_term: GlossaryTermRow;
  readonly glossary_correction: GlossaryCorrectionRow;
  readonly guild_settings: GuildSettingsRow;
  readonly profile: ProfileRow;
  readonly opted_out: OptedOutRow;
  readonly live_meeting: LiveMeetingRow;
  readonly pending_forget: PendingForgetRow;
  readonly rate_use: RateUseRow;
  readonly rate_limit: RateLimitRow;
  readonly llm_model: LlmModelRow;
  readonly llm_notice: LlmNoticeRow;
  readonly draft_chunk: DraftChunkRow;
  readonly discord_post: DiscordPostRow;
  readonly item_label: ItemLabelRow;
  readonly platform_note: PlatformNoteRow;
}

interface MeetingRow {
  readonly id: string;
  readonly title: string;
  readonly started_at_ms: number;
  readonly state: string;
  readonly settings_json: string;
  readonly failure: string | null;
  /** The scope in the settings, to search by; named apart from the scopes of the tables that it is joined with. */
  readonly in_scope: string;
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
  /** ChunkTranslation, null where there is none. */
  readonly translation_json: string | null;
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

interface HeardWindowRow {
  readonly meeting_id: string;
  readonly track_id: string;
  readonly start_sample: number;
  readonly end_sample: number;
  readonly sound_hash: string;
  readonly result_json: string;
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
  /** Null where nobody timed them. */
  readonly words_json: string | null;
  readonly translation_json: string | null;
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

interface UsageRow {
  readonly key: Generated<number>;
  readonly reservation_id: string | null;
  readonly scope: string;
  /** No reference: what a meeting cost stays known after its words are forgotten. */
  readonly meeting_id: string | null;
  readonly kind: string;
  readonly seat: string | null;
  readonly provider: string;
  readonly model: string;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cached_tokens: number | null;
  readonly audio_ms: number | null;
  readonly cost_micro_usd: number | null;
  /** What budgets count: the cost, or what was held where nobody knows it. */
  readonly counted_micro_usd: number;
  readonly price_source: string;
  readonly at_ms: number;
}

interface HeldMoneyRow {
  readonly id: string;
  readonly scope: string;
  readonly meeting_id: string | null;
  readonly micro_usd: number;
  readonly owner: string;
  readonly expires_at_ms: number;
}

interface GlossaryTermRow {
  /** Grows with every addition: the order in which they were added. */
  readonly key: Generated<number>;
  readonly scope: string;
  /** The term in lower case. */
  readonly spelling: string;
  readonly term: string;
}

interface GlossaryCorrectionRow {
  readonly key: Generated<number>;
  readonly scope: string;
  /** `from` in lower case. */
  readonly spelling: string;
  readonly wrong: string;
  readonly right: string;
}
