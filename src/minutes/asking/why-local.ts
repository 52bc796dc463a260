import type { Minutes, SeatReport } from '../../domain/minutes.ts';

export interface SeatFault {
  readonly seat: string;
  readonly reason: string;
}

const MOST_REASONS = 3;

/** Minutes without a model that say why there was none. */
export function withReason(minutes: Minutes, reason: string | null, seats: readonly SeatReport[]): Minutes {
  return { ...minutes, seats, notices: reason === null ? minutes.notices : [...minutes.notices, reason] };
}

export const NO_PROVIDER =
  'No language model is configured (GROQ_API_KEY, OPENROUTER_API_KEY or LOCAL_LLM_URL), so these notes are quotes.';

export const OVER_BUDGET = 'The budget allows no language model for this meeting, so these notes are quotes.';

export const NOBODY_ASKED =
  'None of the language models that are configured is offered now, so these notes are quotes.';

/** "No language model answered (groq: …; openrouter: …), so these notes are quotes." */
export function nobodyAnswered(faults: readonly SeatFault[]): string {
  const reasons = faults.slice(0, MOST_REASONS).map(({ seat, reason }) => `${seat}: ${reason}`);
  const more = faults.length > MOST_REASONS ? [`${faults.length - MOST_REASONS} more`] : [];
  const why = reasons.length === 0 ? '' : ` (${[...reasons, ...more].join('; ')})`;
  return `No language model answered${why}, so these notes are quotes.`;
}
