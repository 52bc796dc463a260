import type { Generated } from 'kysely';

export interface GuildSettingsRow {
  readonly scope: string;
  /** Only what was decided: a default that changes is everybody's who did not decide. */
  readonly settings_json: string;
}

export interface ProfileRow {
  readonly scope: string;
  readonly user_id: string;
  readonly profile_json: string;
}

export interface OptedOutRow {
  readonly scope: string;
  readonly user_id: string;
}

export interface LiveMeetingRow {
  readonly meeting_id: string;
  readonly guild_id: string;
  readonly voice_channel_id: string;
  /** Null: the same. */
  readonly call_channel_id: string | null;
  readonly text_channel_id: string | null;
  readonly thread_json: string | null;
  readonly journal_key: Uint8Array | null;
  readonly state: string;
  readonly started_by: string | null;
  readonly started_at_ms: number;
}

export interface PendingForgetRow {
  /** The order in which they were asked for. */
  readonly key: Generated<number>;
  readonly meeting_id: string;
  /** "" for the whole meeting. */
  readonly user_id: string;
  readonly asked_at_ms: number;
}

/** A call to a language model, kept for a day. */
export interface RateUseRow {
  readonly key: Generated<number>;
  readonly provider: string;
  readonly model: string;
  readonly at_ms: number;
  readonly tokens: number;
}

/** What the headers of a provider told about one of its models. */
export interface RateLimitRow {
  readonly provider: string;
  readonly model: string;
  readonly requests_per_minute: number | null;
  readonly requests_per_day: number | null;
  readonly tokens_per_minute: number | null;
  readonly tokens_per_day: number | null;
  readonly rest_until_ms: number | null;
}

export interface LlmModelRow {
  readonly provider: string;
  readonly model: string;
  readonly retired_until_ms: number | null;
  readonly json_mode: string | null;
  readonly json_mode_until_ms: number | null;
}

/** What people were told once. */
export interface LlmNoticeRow {
  readonly key: string;
  readonly at_ms: number;
}

export interface DraftChunkRow {
  readonly key: Generated<number>;
  readonly meeting_id: string;
  readonly seat: string;
  readonly chunk_hash: string;
  readonly first_id: string;
  readonly last_id: string;
  readonly provider: string;
  readonly model: string;
  readonly draft_json: string;
}

export interface DiscordPostRow {
  readonly meeting_id: string;
  readonly key: string;
  readonly kind: string;
  readonly position: number;
  readonly channel_id: string;
  readonly message_id: string | null;
  readonly nonce: string;
  readonly content_hash: string | null;
  readonly state: string;
  readonly attempted_at_ms: number | null;
  /** Our own words before they are posted, null afterwards. */
  readonly text: string | null;
  readonly caption_ids_json: string;
}

export interface ItemLabelRow {
  readonly meeting_id: string;
  readonly item_id: string;
  readonly user_id: string;
  readonly is_right: number;
  readonly at_ms: number;
}

export interface PlatformNoteRow {
  readonly key: string;
  readonly value: string;
}
