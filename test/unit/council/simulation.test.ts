import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../src/domain/draft.ts';
import { aDraft, agreed, anAction } from '../../fixtures/drafts.ts';
import { aTalk } from '../../fixtures/transcripts.ts';

// Five seats that each overlook three items of ten and err alike (shared latent factor .4), invent something now and then, and put
// everything in their own words: research/minutes.md 3, first bar.
const SHARED = 0.4;
const INVENTED = 1;
const MEETINGS = 40;

const PEOPLE = ['Maya', 'Tom', 'Ann', 'Ben'];
const VERBS = [
  ['send', 'share', 'forward'],
  ['fix', 'repair', 'resolve'],
  ['prepare', 'draft', 'write'],
  ['review', 'check', 'inspect'],
  ['book', 'reserve', 'arrange'],
  ['update', 'refresh', 'revise'],
];
const THINGS =
  `invoice report for the finance team|login crash of the mobile app|slides about the autumn campaign|contract with the hosting
  company|meeting room in the Hamburg office|onboarding guide for new engineers|backup script of the customer database|price list for
  resellers|privacy notice on the website|survey among the beta testers|release notes of version two|load test of the payment service|travel
  plan for the trade fair|budget table of the second quarter|job advert for a designer|translation of the help pages|alert rules of the
  monitoring|photo shoot of the new packaging|warranty letter to the supplier|training for the support crew`
    .replaceAll(/\s+/g, ' ')
    .split('|');

type Random = () => number;
const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)]!;

/** A small random source with a seed (mulberry32). */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

interface Gold {
  readonly thing: string;
  readonly verbs: readonly string[];
  readonly owner: number;
  readonly segment: string;
}

/** Twelve promises with small talk between them. */
function aMeeting(random: Random) {
  const things = [...THINGS].sort(() => random() - 0.5).slice(0, 12);
  const lines: [string, string][] = [];
  const gold = things.map((thing): Gold => {
    const [owner, verbs] = [Math.floor(random() * PEOPLE.length), pick(VERBS, random)];
    lines.push([pick(PEOPLE, random), 'Fine, and what comes next on our list for today?']);
    lines.push([PEOPLE[owner]!, `I will ${verbs[0]} the ${thing} this week.`]);
    return { thing, verbs, owner, segment: `s${lines.length}` };
  });
  return { transcript: aTalk(lines), gold, others: THINGS.filter((thing) => !things.includes(thing)) };
}

/** The item in a seat's own words: another verb, words left out, words put in. */
function paraphrase({ thing, verbs }: Pick<Gold, 'thing' | 'verbs'>, random: Random): string {
  const words = thing.split(' ').filter((_word, _, all) => all.length <= 3 || random() > 0.18);
  if (random() < 0.3) words.unshift(pick(['updated', 'final', 'whole'], random));
  return `${pick(verbs, random)} the ${words.join(' ')}`;
}

function seatsOf({ gold, others }: ReturnType<typeof aMeeting>, random: Random): readonly Draft[] {
  const hardness = gold.map(() => normal(random));
  // The normal deviate below which three of ten fall.
  const threshold = -0.5244;
  return Array.from({ length: 5 }, (_, seat) => {
    // What one seat invents no other does: shared inventions are another bar.
    const own = others.filter((_, at) => at % 5 === seat);
    const heard = gold.filter(
      (_, at) => Math.sqrt(SHARED) * hardness[at]! + Math.sqrt(1 - SHARED) * normal(random) > threshold,
    );
    const invented = Array.from({ length: random() < 0.5 ? 0 : INVENTED * 2 }, () => ({
      thing: pick(own, random),
      verbs: pick(VERBS, random),
    }));
    return aDraft({
      action_items: [
        ...heard.map((item) => {
          const owner = random() < 0.1 ? Math.floor(random() * PEOPLE.length) : item.owner;
          return anAction(paraphrase(item, random), [item.segment], { owner: PEOPLE[owner]! });
        }),
        ...invented.map((item) =>
          anAction(paraphrase(item, random), [pick(gold, random).segment], { owner: pick(PEOPLE, random) }),
        ),
      ],
    });
  });
}

/** Which gold item a task is: that of the thing whose words it shares; null when that thing was never spoken of. */
function goldOf(task: string, gold: readonly Gold[]): Gold | null {
  const shared = (thing: string): number => {
    const words = thing.split(' ').filter((word) => word.length > 2);
    return words.filter((word) => task.split(' ').includes(word)).length / words.length;
  };
  const best = [...THINGS].sort((a, b) => shared(b) - shared(a))[0];
  return gold.find(({ thing }) => thing === best) ?? null;
}

function scoreOf(tasks: readonly string[], gold: readonly Gold[]): { readonly f1: number; readonly invented: number } {
  const found = tasks.map((task) => goldOf(task, gold));
  const right = new Set(found.filter((item) => item !== null)).size;
  const wrong = found.filter((item) => item === null).length;
  const repeated = found.length - wrong - right;
  return { f1: (2 * right) / (right + wrong + repeated + gold.length), invented: wrong / Math.max(1, tasks.length) };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Scores over all meetings; `spoil` may break some seats. */
function simulate(spoil: (drafts: readonly Draft[], random: Random) => readonly Draft[] = (drafts) => drafts) {
  const random = randomFrom(2026);
  const runs = Array.from({ length: MEETINGS }, () => {
    const meeting = aMeeting(random);
    const drafts = seatsOf(meeting, random);
    const minutes = agreed(spoil(drafts, random), { transcript: meeting.transcript });
    const confirmed = minutes.actionItems.filter(({ tier }) => tier === 'confirmed');
    const owners = confirmed.filter(({ task, owner }) => {
      const item = goldOf(task, meeting.gold);
      return item !== null && PEOPLE[item.owner] === owner;
    });
    return {
      singles: drafts.map(
        ({ action_items: items }) =>
          scoreOf(
            items.map(({ task }) => task),
            meeting.gold,
          ).f1,
      ),
      together: scoreOf(
        confirmed.map(({ task }) => task),
        meeting.gold,
      ),
      owners: owners.length / Math.max(1, confirmed.length),
    };
  });
  const seats = [0, 1, 2, 3, 4].map((seat) => mean(runs.map(({ singles }) => singles[seat]!)));
  return {
    average: mean(seats),
    best: Math.max(...seats),
    together: mean(runs.map(({ together }) => together.f1)),
    invented: mean(runs.map(({ together }) => together.invented)),
    owners: mean(runs.map(({ owners }) => owners)),
  };
}

describe('five simulated seats', () => {
  const clean = simulate();

  it('are better together than the average and the best of them', () => {
    expect(clean.together).toBeGreaterThanOrEqual(clean.average + 0.08);
    expect(clean.together).toBeGreaterThanOrEqual(clean.best - 0.02);
  });

  it('confirm next to nothing that one of them invented, and know better whose task it is', () => {
    expect(clean.invented).toBeLessThanOrEqual(0.02);
    expect(clean.owners).toBeGreaterThanOrEqual(0.93);
  });

  it('keep nine tenths with one of garbage among them', () => {
    const garbage = aDraft({
      action_items: Array.from({ length: 12 }, (_, at) =>
        anAction(`paint moon ${at} purple with cheese`, [`s${at * 2 + 2}`], { owner: 'Tom' }),
      ),
    });
    expect(simulate(([, ...rest]) => [garbage, ...rest]).together).toBeGreaterThanOrEqual(0.9 * clean.together);
  });

  it('stay better than one of them when only three answer', () => {
    expect(simulate((drafts) => drafts.slice(0, 3)).together).toBeGreaterThanOrEqual(clean.average);
  });
});
