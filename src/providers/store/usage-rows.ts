import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import type { PriceSource, Usage, UsageKind } from '../../domain/usage.ts';
import type { HeldMoney } from '../../ports/ledger-store.ts';
import type { Tables } from '../sqlite/index.ts';
import { parseRow } from './json-column.ts';

const kindSchema = z.enum([
  'minutes',
  'live-summary',
  'wording',
  'translation',
  'transcription',
  'other',
]) satisfies z.ZodType<UsageKind>;
const sourceSchema = z.enum(['provider', 'fetched', 'table', 'unknown']) satisfies z.ZodType<PriceSource>;

/** `heldMicroUsd`: what budgets count where the cost is not known. */
export const toUsageRow = (
  usage: Usage,
  reservationId: string | null,
  heldMicroUsd: number,
): Insertable<Tables['usage']> => ({
  reservation_id: reservationId,
  scope: usage.scope,
  meeting_id: usage.meetingId,
  kind: usage.kind,
  seat: usage.seat,
  provider: usage.provider,
  model: usage.model,
  input_tokens: usage.inputTokens,
  output_tokens: usage.outputTokens,
  cached_tokens: usage.cachedTokens,
  audio_ms: usage.audioMs,
  cost_micro_usd: usage.costMicroUsd,
  counted_micro_usd: usage.costMicroUsd ?? heldMicroUsd,
  price_source: usage.priceSource,
  at_ms: usage.atMs,
});

export const toUsage = (row: Selectable<Tables['usage']>): Usage => ({
  scope: row.scope,
  meetingId: row.meeting_id,
  kind: parseRow(kindSchema, row.kind, `usage ${row.key}`),
  seat: row.seat,
  provider: row.provider,
  model: row.model,
  inputTokens: row.input_tokens,
  outputTokens: row.output_tokens,
  cachedTokens: row.cached_tokens,
  audioMs: row.audio_ms,
  costMicroUsd: row.cost_micro_usd,
  priceSource: parseRow(sourceSchema, row.price_source, `usage ${row.key}`),
  atMs: row.at_ms,
});

export const toHeldRow = (money: HeldMoney): Insertable<Tables['held_money']> => ({
  id: money.id,
  scope: money.scope,
  meeting_id: money.meetingId,
  micro_usd: money.microUsd,
  owner: money.owner,
  expires_at_ms: money.expiresAtMs,
});
