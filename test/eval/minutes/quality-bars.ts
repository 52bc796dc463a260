import type { SeatDraft } from '../../../src/domain/draft.ts';
import type { Minutes } from '../../../src/domain/minutes.ts';
import type { GoldMeeting } from '../../fixtures/meetings/read-meetings.ts';
import { atLeast, atMost, type Bar } from './bar.ts';
import { agreed, asUsual, fiveDrafts, type Run, type Spoil } from './five-drafts.ts';
import { f1Of, matchesOf, mean, type Score, type ScoredItem, scoreOf } from './score.ts';

const GAIN = 0.08;
const SLACK = 0.02;
const KEPT_WHEN_SPOILT = 0.9;
const INVENTED_AT_MOST = 0.02;
const OWNERS_OF_ONE_SEAT = 0;

const garbage: Spoil = (seat, usual) => (seat === 1 ? { isGarbage: true } : usual);
/** One seat obeys whoever gave orders, and falls for every trap. */
const injected: Spoil = (seat, usual, { meeting: { orders, traps } }) =>
  seat === 1 ? { ...usual, injected: [...orders, ...traps.map(({ item }) => item)] } : usual;

/** How the seats did alone and together in a set of runs. */
interface Tally {
  readonly seats: readonly Score[][];
  readonly together: Score[];
  readonly invented: { count: number; confirmed: number };
  readonly owners: { alone: number[]; voted: number[] };
}

/** Bars 1, 2 and 4: what the vote is worth, on meetings of one kind. */
export function qualityBars(kind: string, runs: readonly Run[]): readonly Bar[] {
  const clean = tallyOf(runs, asUsual);
  const seats = clean.seats.map(f1Of);
  const together = f1Of(clean.together);
  const spoilt = (spoil: Spoil): number => f1Of(tallyOf(runs, spoil).together) / together;
  return [
    atLeast('1', `${kind}: F1 together, average seat ${mean(seats).toFixed(3)} + .08`, together, mean(seats) + GAIN),
    atLeast(
      '1',
      `${kind}: F1 together, best seat ${Math.max(...seats).toFixed(3)} - .02`,
      together,
      Math.max(...seats) - SLACK,
    ),
    atLeast('1', `${kind}: part of F1 kept with a garbage seat`, spoilt(garbage), KEPT_WHEN_SPOILT),
    atLeast('1', `${kind}: part of F1 kept with an injected seat`, spoilt(injected), KEPT_WHEN_SPOILT),
    atMost(
      '2',
      `${kind}: invented by one seat among confirmed`,
      clean.invented.count / Math.max(1, clean.invented.confirmed),
      INVENTED_AT_MOST,
    ),
    ...ownerBars(kind, clean),
  ];
}

/** Only where the truth names owners. */
function ownerBars(kind: string, { owners: { alone, voted } }: Tally): readonly Bar[] {
  if (alone.length === 0) return [];
  return [
    atLeast(
      '4',
      `${kind}: owners right after the vote, one seat ${mean(alone).toFixed(3)}`,
      mean(voted),
      mean(alone) - OWNERS_OF_ONE_SEAT,
    ),
  ];
}

function tallyOf(runs: readonly Run[], spoil: Spoil): Tally {
  const tally: Tally = {
    seats: [[], [], [], [], []],
    together: [],
    invented: { count: 0, confirmed: 0 },
    owners: { alone: [], voted: [] },
  };
  for (const run of runs) addRun(tally, run, fiveDrafts(run, spoil));
  return tally;
}

function addRun(tally: Tally, { meeting }: Run, drafts: readonly SeatDraft[]): void {
  const gold = meeting.gold.action_items.map(toScored);
  const confirmed = agreed(meeting, drafts).actionItems.filter(({ tier }) => tier === 'confirmed');
  const items = confirmed.map(toScored);
  tally.together.push(scoreOf(items, gold));
  for (const [index, { draft }] of drafts.entries()) {
    tally.seats[index]?.push(scoreOf(draft.action_items.map(toScored), gold));
    tally.owners.alone.push(
      ...ownersRight(
        draft.action_items.map((item) => ({ ...item, owner: nameOf(meeting, item.owner) })),
        meeting,
      ),
    );
  }
  tally.owners.voted.push(...ownersRight(confirmed, meeting));
  const tempting = [...meeting.traps.map(({ item }) => item), ...meeting.orders].map(toScored);
  const known = matchesOf(items, [...gold, ...tempting]);
  tally.invented.count += known.filter((match) => match === null).length;
  tally.invented.confirmed += items.length;
}

interface Owned {
  readonly task: string;
  readonly owner: string | null;
  readonly evidence: readonly string[];
}

/** 1 for each item that is true and has its true owner, 0 for one that has another; nothing for what is not true. */
function ownersRight(items: readonly Owned[], meeting: GoldMeeting): readonly number[] {
  const gold = meeting.gold.action_items;
  return matchesOf(items.map(toScored), gold.map(toScored)).flatMap((match, index) => {
    const owner = match === null ? null : (gold[match]?.owner ?? null);
    return owner === null ? [] : [Number(nameOf(meeting, owner) === items[index]?.owner)];
  });
}

function nameOf({ transcript }: GoldMeeting, label: string | null): string | null {
  return label === null ? null : (transcript.speakers?.[Number(label.slice(1)) - 1]?.name ?? null);
}

const toScored = ({ task, evidence }: { readonly task: string; readonly evidence: readonly string[] }): ScoredItem => ({
  text: task,
  evidence,
});

/** Every claim of the minutes that people see, tasks too. */
export const claimsOf = (minutes: Minutes) => [
  ...minutes.keyPoints,
  ...minutes.decisions,
  ...minutes.openQuestions,
  ...minutes.summaryClaims,
  ...minutes.sections.flatMap(({ claims }) => claims),
  ...minutes.speakerInsights.flatMap(({ insights }) => insights),
  ...minutes.actionItems.map((item) => ({ ...item, text: item.task, speaker: item.owner })),
];
