import type { Spend } from '../../ports/ledger.ts';
import type { MeetingFacts } from './council-rules.ts';
import type { CouncilDesk } from './desk.ts';
import { partSizeOf } from './part-size.ts';
import { modeOf, type PlannedSeat, type SeatPlan } from './seat-plan.ts';

/** Rules, schema, roster and glossary, with every request. */
const PROMPT_TOKENS = 2_500;
/** What a draft usually takes; the reservation of each call holds back what it may take at most. */
const USUAL_OUTPUT_TOKENS = 2_000;

/**
 * The plan that the budget allows: the dearest seats are left out one by one, so that five become four, three, two, one, none. Seats
 * of an unknown price go first: nobody knows what they would do to the budget.
 */
export async function fitToBudget(
  plan: SeatPlan,
  facts: MeetingFacts,
  transcriptTokens: number,
  desk: Pick<CouncilDesk, 'ledger' | 'rateLimits'>,
): Promise<SeatPlan> {
  const { leftMicroUsd } = await desk.ledger.budget(facts.scope, facts.meetingId);
  if (leftMicroUsd === null) return plan;
  const priced = await Promise.all(
    plan.asked.map(async (seat) => ({ seat, cost: await costOf(seat, facts, transcriptTokens, desk) })),
  );
  const cheapestFirst = priced.toSorted((a, b) => a.cost - b.cost);
  let kept = cheapestFirst;
  while (kept.length > 0 && sumOf(kept) > leftMicroUsd) kept = kept.slice(0, -1);
  const names = new Set(kept.map(({ seat }) => seat.name));
  const dropped = plan.asked.filter((seat) => !names.has(seat.name));
  const unused = new Map(plan.unused);
  for (const seat of dropped) unused.set(seat.name, { model: seat.candidates[0]?.model ?? '', state: 'budget' });
  const reserve = dropped.length === 0 ? plan.reserve : [];
  return { mode: modeOf(names.size), asked: plan.asked.filter((seat) => names.has(seat.name)), reserve, unused };
}

/** What the minutes of a meeting will cost with these seats, in micro-dollars; null when nobody knows the price of one of them. */
export async function estimateCost(
  { asked }: SeatPlan,
  facts: MeetingFacts,
  transcriptTokens: number,
  desk: Pick<CouncilDesk, 'ledger' | 'rateLimits'>,
): Promise<number | null> {
  const costs = await Promise.all(asked.map((seat) => costOf(seat, facts, transcriptTokens, desk)));
  const sum = costs.reduce((total, cost) => total + cost, 0);
  return Number.isFinite(sum) ? sum : null;
}

const sumOf = (seats: readonly { readonly cost: number }[]): number => seats.reduce((sum, { cost }) => sum + cost, 0);

async function costOf(
  { name, candidates }: PlannedSeat,
  { scope, meetingId }: MeetingFacts,
  transcriptTokens: number,
  desk: Pick<CouncilDesk, 'ledger' | 'rateLimits'>,
): Promise<number> {
  const [candidate] = candidates;
  if (!candidate) return 0;
  const { partTokens } = await partSizeOf(candidate, desk);
  const parts = Math.max(1, Math.ceil(transcriptTokens / partTokens));
  const { provider, model } = candidate;
  const spend: Spend = {
    scope,
    meetingId,
    kind: 'minutes',
    seat: name,
    provider,
    model,
    inputTokens: transcriptTokens + parts * PROMPT_TOKENS,
    maxOutputTokens: parts * USUAL_OUTPUT_TOKENS,
    expectedOutputTokens: parts * USUAL_OUTPUT_TOKENS,
  };
  return provider === 'local' ? 0 : (desk.ledger.estimate(spend) ?? Number.POSITIVE_INFINITY);
}
