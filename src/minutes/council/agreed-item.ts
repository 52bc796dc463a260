import type { OwnerBasis } from '../../domain/draft.ts';
import type { Claim, ClaimFlag, Support, Tier } from '../../domain/minutes.ts';
import { isGuess } from '../../domain/segment.ts';
import type { CalendarDay } from '../extractive/index.ts';
import { agreedDoubt, chooseEvidence } from './choose-evidence.ts';
import type { Cluster } from './cluster.ts';
import { type Evidence, weighEvidence } from './evidence-gate.ts';
import type { SeatWeights } from './seat-weights.ts';
import { compareText, type Statement } from './statement.ts';
import type { ReadingRules } from './statements-of.ts';
import { strangeNames } from './strange-names.ts';
import { isTentative } from './tentative.ts';
import { tierBy } from './tier.ts';
import { isHedged } from './words/index.ts';

/** What all items of one vote have in common. */
export interface VoteRules extends ReadingRules {
  /** Models that answered. */
  readonly of: number;
  readonly weights: SeatWeights | null;
  readonly today: CalendarDay;
  readonly knowsSpeakers: boolean;
  readonly idOf: (kind: string, openingId: string) => string;
}

/** An item with its votes, before contradictions are settled. */
export interface AgreedItem {
  readonly cluster: Cluster;
  readonly claim: Claim & { readonly support: Support };
}

const MOST_VARIANTS = 5;
/** What rests on such words alone is for people to confirm. */
const SUSPECT: readonly ClaimFlag[] = ['injection-suspect', 'stated-for-the-record', 'sound-lost'];
/** Possibilities are worth a key point, but nobody promised or decided anything with them. */
const BINDING: ReadonlySet<string> = new Set(['action', 'decision']);

/** The item of a cluster: worded by its center, with the moments, votes, doubts and tier of all its supporters. */
export function agreedItem(cluster: Cluster, rules: VoteRules): AgreedItem {
  const { center, supporters } = cluster;
  const { index } = rules;
  const isFlagged = (place: number): boolean => rules.flagged.has(index.utterances[place]?.id ?? '');
  const positions = chooseEvidence(center, supporters, isFlagged);
  const moments = positions
    .map((position) => index.utterances[position])
    .filter((utterance) => utterance !== undefined);
  const ids = moments.map(({ id }) => id);
  const evidence = weighEvidence(center.text, ids, rules) ?? center.evidence;
  const flags = flagsOf(cluster, positions, evidence, rules);
  const names = new Set(moments.map(({ name }) => name));
  const [name] = names;
  return {
    cluster,
    claim: {
      text: center.text,
      evidence: ids,
      startMs: moments[0]?.startMs ?? 0,
      speaker: rules.knowsSpeakers && names.size === 1 ? (name ?? null) : null,
      tier: tierWith(cluster, flags, rules),
      votes: supporters.length,
      of: rules.of,
      support: {
        id: rules.idOf(`${center.kind}${center.group}`, ids[0] ?? ''),
        seats: supporters.map(({ seat }) => seat),
        evidenceScore: roundScore(evidence.cover),
        flags,
        variants: variantsOf(cluster),
      },
    },
  };
}

/** Floats are told in hundredths: more digits would only pretend. */
const roundScore = (score: number): number => Math.round(score * 100) / 100;

function flagsOf(
  { center, supporters }: Cluster,
  positions: readonly number[],
  { strayNumbers }: Evidence,
  rules: VoteRules,
): readonly ClaimFlag[] {
  const doubt = agreedDoubt(supporters);
  const isFound = supporters.some(({ evidence }) => evidence.isFound);
  const isOpen =
    isTentative(center.stems, positions, rules.index) || (BINDING.has(center.kind) && isHedged(center.text));
  const flags: readonly (ClaimFlag | null)[] = [
    strayNumbers.length > 0 ? 'number-unsupported' : null,
    hasStrangeName(center, supporters, rules) ? 'name-unsupported' : null,
    isFound || doubt !== null ? null : 'evidence-weak',
    doubt,
    positions.every((place) => isGuess(rules.index.utterances[place] ?? {})) ? 'sound-lost' : null,
    isOpen && center.kind !== 'question' ? 'tentative' : null,
  ];
  return flags.filter((flag) => flag !== null);
}

/** A name that nobody said and nobody here bears, or an owner that most seats gave and that is nobody of the meeting. */
function hasStrangeName(center: Statement, supporters: readonly Statement[], rules: VoteRules): boolean {
  const strangers = supporters.filter(({ strangeOwner }) => strangeOwner !== null).length;
  return strangers * 2 > supporters.length || strangeNames(center.text, rules).length > 0;
}

function tierWith({ center, supporters }: Cluster, flags: readonly ClaimFlag[], rules: VoteRules): Tier {
  const isFound = supporters.some(({ evidence }) => evidence.isFound);
  const seats = supporters.map(({ seat }) => seat);
  const basis = center.kind === 'action' ? bestBasis(supporters) : null;
  const tier = tierBy({ seats, of: rules.of, isFound, basis }, rules.weights);
  const isSuspect = SUSPECT.some((flag) => flags.includes(flag));
  const isOpen = flags.includes('tentative') && BINDING.has(center.kind);
  return tier === 'confirmed' && (isSuspect || isOpen) ? 'unconfirmed' : tier;
}

const BASIS_ORDER: readonly OwnerBasis[] = ['self_committed', 'assigned_and_accepted', 'assigned', 'inferred', 'none'];

const bestBasis = (supporters: readonly Statement[]): OwnerBasis =>
  BASIS_ORDER.find((basis) => supporters.some((statement) => statement.basis === basis)) ?? 'none';

const variantsOf = ({ center, members }: Cluster): readonly string[] =>
  [...new Set([center.text, ...members.map(({ text }) => text).sort(compareText)])].slice(0, MOST_VARIANTS);
