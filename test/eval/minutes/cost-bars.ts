import type { Usage } from '../../../src/domain/usage.ts';
import { PriceBook } from '../../../src/ledger/index.ts';
import { expectedCost } from '../../../src/minutes/index.ts';
import { createSqliteLedgerStore } from '../../../src/providers/store/index.ts';
import type { CallScript } from '../../doubles/llm/scenario.ts';
import type { GoldMeeting } from '../../fixtures/meetings/read-meetings.ts';
import { atMost, type Bar } from './bar.ts';
import { drive, openEvalCouncil } from './eval-council.ts';
import { factsOf } from './five-drafts.ts';

const never = new AbortController().signal;
const ESTIMATE_OFF_AT_MOST = 0.15;
/** What a meeting of these may cost, from nothing to enough. */
const CAPS_MICRO_USD = [0, 500, 2_000, 6_000, 12_000, 25_000, 100_000];
/** Every cap and fate is tried with one of so many meetings. */
const MEETINGS_OF_A_CAP = 4;
/** Calls of every fate: what is paid for must be booked, what is not must be given back. */
const FATES: readonly CallScript[] = [
  {},
  { status: 500 },
  { stalls: true },
  { text: 'no-json' },
  { envelope: 'length' },
];
const ALL_MONEY = { scope: null, meetingId: null, sinceMs: null, untilMs: null } as const;

/** Bar 7: what is settled is usage times price, caps hold, the estimate is near. */
export async function costBars(meetings: readonly GoldMeeting[]): Promise<readonly Bar[]> {
  let off = 0;
  let difference = 0;
  for (const meeting of meetings) {
    const { estimated, settled, booked } = await costOf(meeting);
    off = Math.max(off, Math.abs(estimated - settled) / settled);
    difference = Math.max(difference, Math.abs(settled - booked));
  }
  const { over, open } = await overshoot(meetings.slice(0, Math.ceil(meetings.length / MEETINGS_OF_A_CAP)));
  return [
    atMost('7', 'settled beside usage times price, micro-dollars', difference, 0),
    atMost('7', 'reservations that are left open, calls of every fate', open, 0),
    atMost('7', 'estimate beside settled, part of it', off, ESTIMATE_OFF_AT_MOST),
    atMost('7', 'spent beyond the cap and one reserved call, micro-dollars', over, 0),
  ];
}

async function costOf(meeting: GoldMeeting) {
  const scenario = { gold: meeting.gold, models: { '*': { countsTokens: true } } };
  await using stage = await openEvalCouncil({ scenario });
  const { council, desk, usages, clock, database } = stage;
  const facts = factsOf(meeting);
  const { transcript } = meeting;
  const estimated = await expectedCost(await council.plan(never), { facts, transcript }, desk);
  await drive(clock, council.finish({ facts, transcript }, never));
  const store = createSqliteLedgerStore(database);
  const sums = await store.sums(ALL_MONEY, 'kind');
  const settled = sums.reduce((sum, { microUsd }) => sum + microUsd, 0);
  return { estimated: estimated ?? 0, settled, booked: priceOf(usages) };
}

/** Usage times the table's price, by a formula of its own. */
function priceOf(usages: readonly Usage[]): number {
  const prices = new PriceBook();
  return usages.reduce((sum, { provider, model, inputTokens, outputTokens }) => {
    const price = prices.find(provider, model)?.price;
    return sum + (price ? Math.round((inputTokens ?? 0) * price.input + (outputTokens ?? 0) * price.output) : 0);
  }, 0);
}

/** The most that was spent beyond the cap and the dearest single call, and what was never given back, over all caps and fates. */
async function overshoot(meetings: readonly GoldMeeting[]): Promise<{ readonly over: number; readonly open: number }> {
  let over = 0;
  let open = 0;
  for (const meeting of meetings)
    for (const capMicroUsd of CAPS_MICRO_USD)
      for (const fate of FATES) {
        const found = await spend(meeting, capMicroUsd, fate);
        over = Math.max(over, found.beyond);
        open += found.open;
      }
  return { over, open };
}

async function spend(meeting: GoldMeeting, capMicroUsd: number, fate: CallScript) {
  const scenario = { gold: meeting.gold, models: { '*': { countsTokens: true, calls: [fate, {}] } } };
  await using stage = await openEvalCouncil({ scenario, capMicroUsd });
  const { council, clock, database, usages } = stage;
  await drive(clock, council.finish({ facts: factsOf(meeting), transcript: meeting.transcript }, never));
  const spent = await createSqliteLedgerStore(database).used(ALL_MONEY, clock.now());
  const dearest = Math.max(0, ...usages.map((usage) => priceOf([usage])));
  const open = await database.kysely.selectFrom('held_money').select('id').execute();
  return { beyond: Math.max(0, spent - capMicroUsd - dearest), open: open.length };
}
