import type { CouncilDesk } from './desk.ts';
import type { SeatCandidate } from './seat.ts';

/** What a draft needs at most; a model that thinks first needs more than the 2 000 of its JSON. */
const MAX_OUTPUT_TOKENS = 6_000;
/** An hour and a half of talk: models lose detail in the middle of more (research/minutes.md 2.7). */
const LARGEST_PART_TOKENS = 24_000;
/** Less is no context to understand anything in. */
const SMALLEST_PART_TOKENS = 500;
/** Rules, schema, roster and glossary. */
const PROMPT_TOKENS = 2_500;
/** Estimates of tokens are off by a tenth. */
const MARGIN = 0.9;

export interface PartSize {
  /** Of transcript in one request. */
  readonly partTokens: number;
  readonly maxOutputTokens: number;
}

/** How much one request of a candidate may carry, by its context and by its limit of a minute. */
export async function partSizeOf(
  candidate: SeatCandidate | null,
  { rateLimits }: Pick<CouncilDesk, 'rateLimits'>,
): Promise<PartSize> {
  if (!candidate) return { partTokens: LARGEST_PART_TOKENS, maxOutputTokens: MAX_OUTPUT_TOKENS };
  const perMinute = await rateLimits.tokensPerMinute(candidate.provider, candidate.model);
  const room = Math.min(candidate.contextTokens, perMinute ?? Number.POSITIVE_INFINITY);
  // An answer may take a third of the room.
  const maxOutputTokens = Math.min(MAX_OUTPUT_TOKENS, Math.floor(room / 3));
  const left = Math.floor((room - PROMPT_TOKENS - maxOutputTokens) * MARGIN);
  return { partTokens: Math.max(SMALLEST_PART_TOKENS, Math.min(LARGEST_PART_TOKENS, left)), maxOutputTokens };
}
