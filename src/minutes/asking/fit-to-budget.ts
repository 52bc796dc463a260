import type { CouncilDesk } from './desk.ts';
import { type AskedMeeting, questionSize, seatCost } from './expected-cost.ts';
import { modeOf, type SeatPlan } from './seat-plan.ts';

/**
 * The plan that the budget allows: the dearest seats are left out one by one, so that five become four, three, two, one, none. Seats
 * of an unknown price go first: nobody knows what they would do to the budget.
 */
export async function fitToBudget(
  plan: SeatPlan,
  meeting: AskedMeeting,
  desk: Pick<CouncilDesk, 'ledger' | 'rateLimits' | 'rules'>,
): Promise<SeatPlan> {
  const { facts } = meeting;
  const { leftMicroUsd } = await desk.ledger.budget(facts.scope, facts.meetingId);
  if (leftMicroUsd === null) return plan;
  const size = questionSize(meeting, desk.rules);
  const priced = await Promise.all(
    plan.asked.map(async (seat) => ({ seat, cost: await seatCost(seat, facts, size, desk) })),
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

const sumOf = (seats: readonly { readonly cost: number }[]): number => seats.reduce((sum, { cost }) => sum + cost, 0);
