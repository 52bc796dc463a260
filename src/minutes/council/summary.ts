import type { Claim, Support } from '../../domain/minutes.ts';
import { type AgreedItem, agreedItem, type VoteRules } from './agreed-item.ts';
import { type Alignment, align } from './align.ts';
import type { Cluster } from './cluster.ts';
import { countWords } from './count-words.ts';
import { likenessOf } from './likeness.ts';
import { isSound } from './sound.ts';
import type { Statement } from './statement.ts';

type Sentence = Claim & { readonly support: Support };

// A summary that people read in a minute and a half; without enough that is agreed on it is shorter.
const MIN_WORDS = 200;
const MAX_WORDS = 300;
/** Two sentences that say the same. */
const SAME = 0.4;
/** A sentence tells an item when it cites the same moment and is this much like it. */
const TELLS = 0.2;

/** What a summary may be made of. */
export interface SummaryMaterial {
  /** Sentences of all seats, in the order of each seat. */
  readonly sentences: readonly Statement[];
  /** Confirmed items. */
  readonly items: readonly AgreedItem[];
  /** Seats, the one that agrees most with the others first. */
  readonly seats: readonly string[];
}

/**
 * The sentences of the seat nearest to the others, as far as they are agreed on, filled up with other seats' sentences and
 * confirmed items to 200-300 words. No sentence holds a number, a name or a certainty that was not said.
 */
export function medoidSummary({ sentences, items, seats }: SummaryMaterial, rules: VoteRules): readonly Sentence[] {
  const alignment = align(sentences, rules.index);
  const clusterOf = new Map(
    alignment.clusters.flatMap((cluster) => cluster.members.map((member) => [member, cluster] as const)),
  );
  const losers = losersOf(alignment);
  const isFit = (sentence: Statement): boolean => {
    const cluster = clusterOf.get(sentence);
    return (
      cluster !== undefined &&
      !losers.has(cluster) &&
      isSound(sentence, rules) &&
      isBacked(sentence, cluster, items, rules)
    );
  };
  const fit = seats.flatMap((seat) => sentences.filter((sentence) => sentence.seat === seat).filter(isFit));
  const extra = items.map(({ cluster }) => cluster.center).filter((center) => isSound(center, rules));
  const [own, others] = [fit.filter(({ seat }) => seat === seats[0]), fit.filter(({ seat }) => seat !== seats[0])];
  const chosen = choose([own, others, extra], rules);
  return chosen.map((statement) => claimOf(statement, clusterOf.get(statement) ?? clusterIn(items, statement), rules));
}

/** Of two contradicting sentences the one with fewer votes; both when it is even. */
const losersOf = ({ contradictions }: Alignment): ReadonlySet<Cluster> =>
  new Set(
    contradictions.flatMap(({ ours, theirs }) => {
      const difference = ours.supporters.length - theirs.supporters.length;
      if (difference === 0) return [ours, theirs];
      return difference > 0 ? [theirs] : [ours];
    }),
  );

/** Two models said it, or it tells a confirmed item; where only one model answered there is nobody to ask. */
function isBacked(
  sentence: Statement,
  cluster: Cluster,
  items: readonly AgreedItem[],
  { of, index }: VoteRules,
): boolean {
  if (of === 1 || cluster.supporters.length >= 2) return true;
  const places = new Set(sentence.evidence.positions);
  return items.some(
    ({ cluster: { center } }) =>
      center.evidence.positions.some((place) => places.has(place)) && likenessOf(sentence, center, index) >= TELLS,
  );
}

/** All of the first group, then of the others what is new until there are enough words; added sentences stand in order of time. */
function choose(
  [own = [], ...others]: readonly (readonly Statement[])[],
  { of, index }: VoteRules,
): readonly Statement[] {
  const chosen: Statement[] = [];
  const added: Statement[] = [];
  let words = 0;
  const take = (statement: Statement, list: Statement[]): void => {
    const count = countWords(statement.text);
    const isTold = [...chosen, ...added].some((other) => likenessOf(statement, other, index) >= SAME);
    if (isTold || words + count > MAX_WORDS) return;
    list.push(statement);
    words += count;
  };
  for (const statement of own) take(statement, chosen);
  const enough = of >= 3 ? MIN_WORDS : 1;
  for (const statement of others.flat()) if (words < enough) take(statement, added);
  return [...chosen, ...added.sort((a, b) => (a.evidence.positions[0] ?? 0) - (b.evidence.positions[0] ?? 0))];
}

const clusterIn = (items: readonly AgreedItem[], center: Statement): Cluster =>
  items.find(({ cluster }) => cluster.center === center)?.cluster ?? {
    center,
    supporters: [center],
    members: [center],
  };

/** The sentence as it stands with the votes of its cluster. An action is told with its owner. */
function claimOf(statement: Statement, cluster: Cluster, rules: VoteRules): Sentence {
  const { claim } = agreedItem({ ...cluster, center: { ...statement, kind: 'sentence' } }, rules);
  return { ...claim, text: asSentence(statement), tier: 'confirmed' };
}

function asSentence({ text, owner }: Statement): string {
  const told = owner === null ? text : `${owner.name}: ${text}`;
  return /[.!?…。！？]["”’)]*$/u.test(told) ? told : `${told}.`;
}
