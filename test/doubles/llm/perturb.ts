import type { CitedText, Draft, DraftAction } from '../../../src/domain/draft.ts';
import { contradicted } from './contradict.ts';
import { paraphrased } from './paraphrase.ts';
import { normal, normalShare, seeded, seedOf } from './seeded.ts';

/** What a seat gets wrong. All parts are 0..1 of the items unless said otherwise. */
export interface Perturbation {
  /** Items it does not see. */
  readonly drop?: number;
  /** How much seats miss the same items: correlation of one common factor, 0 = not at all. */
  readonly correlation?: number;
  /** Action items of its own that nobody said. */
  readonly ownHallucinations?: number;
  /** Items that seats invent alike, each with the likelihood. */
  readonly shared?: { readonly items: readonly DraftAction[]; readonly likelihood: number };
  readonly contradict?: { readonly field: 'number' | 'owner' | 'polarity' | 'date'; readonly likelihood: number };
  /** Part of the words that it leaves out of what it saw. */
  readonly paraphrase?: number;
  /** Ids that do not exist, or existing ones that say something else. */
  readonly citations?: { readonly kind: 'nonexistent' | 'wrong'; readonly likelihood: number };
  /** Nothing of it is true. */
  readonly isGarbage?: boolean;
  /** Says all of this on top, as somebody in the meeting told it to. */
  readonly injected?: readonly DraftAction[];
}

export interface PerturbOptions {
  /** This seat in this run. */
  readonly seed: number;
  /** The same for all seats of a run: what they miss and invent together. */
  readonly runSeed: number;
  /** Ids that may be cited. */
  readonly utteranceIds: readonly string[];
  /** Labels of the roster. */
  readonly speakers: readonly string[];
}

/** What models invent is theirs alone: with fewer words five seats would by chance invent the same. */
const DOING =
  `order repair paint translate measure rent auction polish photograph count insure varnish rewind catalogue weld
  stitch fumigate appraise relocate decorate`.split(/\s+/);
const NONSENSE =
  `quantum lobster marmalade tractor penguin velvet gearbox turnip orbit accordion trampoline lighthouse cactus saxophone
  glacier hammock walnut periscope chandelier dromedary igloo kayak lavender mandolin nutmeg obelisk papaya quiver rhubarb seahorse
  tambourine unicycle vineyard wigwam xylophone yoghurt zeppelin abacus bagpipe catapult dungarees espresso firefly gondola harpsichord
  iceberg jigsaw kaleidoscope lantern meringue necklace omelette parachute quartz raccoon scarecrow telescope umbrella violin waffle`.split(
    /\s+/,
  );

/** A seat's draft made from the true one: pure, and the same for the same seeds. */
export function perturb(gold: Draft, perturbation: Perturbation, options: PerturbOptions): Draft {
  const random = seeded(options.seed);
  if (perturbation.isGarbage) return garbage(gold, options, random);
  const keep = keeper(perturbation, options, random);
  const cite = citer(perturbation, options, random);
  const say = sayer(perturbation, gold.language, random);
  const change = <T extends CitedText | DraftAction>(item: T): T =>
    say(
      perturbation.contradict && random() < perturbation.contradict.likelihood
        ? contradicted(item, perturbation.contradict.field, options.speakers)
        : item,
    );
  const cited = <T extends CitedText>(kind: string, items: readonly T[]): T[] =>
    items.filter((item) => keep(kind, item.text)).map((item) => cite(change(item)));
  const actions = gold.action_items.filter(({ task }) => keep('action', task)).map((item) => cite(change(item)));
  return {
    ...gold,
    key_points: cited('key', gold.key_points),
    decisions: cited('decision', gold.decisions),
    open_questions: cited('question', gold.open_questions),
    action_items: [...actions, ...invented(perturbation, options, random), ...(perturbation.injected ?? [])],
  };
}

/** One-factor Gaussian copula: an item that is hard for one seat is hard for the others, as far as `correlation` says. */
function keeper({ drop = 0, correlation = 0 }: Perturbation, { runSeed }: PerturbOptions, random: () => number) {
  return (kind: string, text: string): boolean => {
    const common = normal(seeded(seedOf(runSeed, kind, text)));
    const own = normal(random);
    return normalShare(Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * own) >= drop;
  };
}

function sayer({ paraphrase = 0 }: Perturbation, language: string, random: () => number) {
  const anew = (text: string): string => paraphrased(text, paraphrase, language, random);
  return <T extends CitedText | DraftAction>(item: T): T => {
    if (paraphrase === 0) return item;
    return 'task' in item ? { ...item, task: anew(item.task) } : { ...item, text: anew(item.text) };
  };
}

function citer({ citations }: Perturbation, { utteranceIds }: PerturbOptions, random: () => number) {
  return <T extends { readonly evidence: readonly string[] }>(item: T): T => {
    if (!citations || random() >= citations.likelihood) return item;
    const wrong =
      citations.kind === 'nonexistent' ? `s${100_000 + Math.floor(random() * 900)}` : pick(utteranceIds, random);
    return { ...item, evidence: wrong === undefined ? [] : [wrong] };
  };
}

function invented(
  { ownHallucinations = 0, shared }: Perturbation,
  { utteranceIds, speakers, runSeed }: PerturbOptions,
  random: () => number,
): readonly DraftAction[] {
  const own = Array.from({ length: ownHallucinations }, () => nonsense(utteranceIds, speakers, random));
  const common = (shared?.items ?? []).filter((item) => {
    // Tempting for all or for none: the likelihood is each seat's, the pull is common.
    const pull = seeded(seedOf(runSeed, 'shared', item.task))();
    return (pull + random()) / 2 < (shared?.likelihood ?? 0);
  });
  return [...own, ...common];
}

function nonsense(ids: readonly string[], speakers: readonly string[], random: () => number): DraftAction {
  const words = Array.from({ length: 4 }, () => pick(NONSENSE, random));
  const evidence = pick(ids, random);
  return {
    task: `${pick(DOING, random)} the ${words.join(' ')}`,
    owner: pick(speakers, random) ?? null,
    owner_basis: 'assigned',
    due_text: null,
    evidence: evidence === undefined ? [] : [evidence],
  };
}

function garbage(gold: Draft, { utteranceIds, speakers }: PerturbOptions, random: () => number): Draft {
  const actions = Array.from({ length: 6 }, () => nonsense(utteranceIds, speakers, random));
  const claims = actions.map(({ task, evidence }) => ({ text: task, evidence }));
  return {
    ...gold,
    summary: claims.map(({ text, evidence }) => ({ sentence: text, evidence })),
    key_points: claims,
    decisions: claims.map((claim) => ({ ...claim, made_by: [] })),
    action_items: actions,
    open_questions: [],
    conclusion: { text: 'Nothing is certain.', evidence: [] },
  };
}

function pick<T>(list: readonly T[], random: () => number): T | undefined {
  return list[Math.floor(random() * list.length)];
}
