import { gapOf, hasOtherNumbers, isOpposite, likenessFrom, neededLikeness } from './likeness.ts';
import { compareStatements, type Statement } from './statement.ts';
import type { TranscriptIndex } from './transcript-index.ts';

/** Statements of several drafts that are one item. */
export interface Cluster {
  /** The one that most of the others are like; the item is worded by it. */
  readonly center: Statement;
  /** The most alike statement of each voter, in the order of voters, the center's own included. */
  readonly supporters: readonly Statement[];
  /** All statements that are told by this item, the center first. */
  readonly members: readonly Statement[];
}

/** The same matter with another number, or denied. `ours` and `theirs` are one where the item itself names no number. */
export interface Contradiction {
  readonly field: 'number' | 'polarity';
  readonly ours: Cluster;
  readonly theirs: Cluster;
}

export interface Alignment {
  readonly clusters: readonly Cluster[];
  readonly contradictions: readonly Contradiction[];
}

interface Link {
  readonly to: number;
  readonly likeness: number;
}

/**
 * Finds what is the same item among statements of one kind and group. Who supports an item is decided between two statements and the transcript alone, and every
 * statement counts its own supporters; the best supported ones become the centers. So a seat that falls out can only take votes
 * away: each of an item's statements had at least as many supporters with it as without.
 */
export function align(statements: readonly Statement[], index: TranscriptIndex): Alignment {
  const sorted = [...statements].sort(compareStatements);
  const { links, contrary } = relationsOf(sorted, index);
  const support = sorted.map((statement, at) => supportOf(statement, links[at] ?? [], sorted));
  const order = centersFirst(sorted, support);
  const centerOf = assign(sorted, links, order);
  const clusters = new Map<number, Cluster>();
  for (const at of order) {
    const center = sorted[at];
    if (centerOf[at] !== at || center === undefined) continue;
    const others = sorted.filter((_, other) => other !== at && centerOf[other] === at);
    clusters.set(at, { center, supporters: support[at]?.statements ?? [], members: [center, ...others] });
  }
  return { clusters: [...clusters.values()], contradictions: contradictionsOf(contrary, centerOf, clusters) };
}

interface Contrary {
  readonly a: number;
  readonly b: number;
  readonly field: Contradiction['field'];
}

interface Relations {
  readonly links: readonly (readonly Link[])[];
  readonly contrary: readonly Contrary[];
}

function relationsOf(sorted: readonly Statement[], index: TranscriptIndex): Relations {
  const links: Link[][] = sorted.map(() => []);
  const contrary: Contrary[] = [];
  const isOnlyPair = onlyPairs(sorted);
  const relate = (a: number, b: number): void => {
    const [first, second] = [sorted[a], sorted[b]];
    if (first === undefined || second === undefined) return;
    const likeness = likenessIfOne(first, second, { index, isOnlyPair: isOnlyPair(a, b) });
    if (likeness === null) return;
    const field = fieldOf(first, second);
    if (field === null) {
      links[a]?.push({ to: b, likeness });
      links[b]?.push({ to: a, likeness });
    } else if (isSaidAgainst(first, second)) contrary.push({ a, b, field });
  };
  for (let a = 0; a < sorted.length; a += 1) for (let b = a + 1; b < sorted.length; b += 1) relate(a, b);
  return { links, contrary };
}

function likenessIfOne(
  a: Statement,
  b: Statement,
  { index, isOnlyPair }: { readonly index: TranscriptIndex; readonly isOnlyPair: boolean },
): number | null {
  const needed = neededLikeness(a, b, isOnlyPair);
  return needed === null ? null : likenessFrom(a, b, needed, index);
}

/** Who says otherwise at another time may have changed their mind; at one moment, in utterances, it is a contradiction. */
const SAME_MOMENT = 3;

const isSaidAgainst = (a: Statement, b: Statement): boolean => a.voter !== b.voter && gapOf(a, b) <= SAME_MOMENT;

function fieldOf(a: Statement, b: Statement): Contradiction['field'] | null {
  // Two questions about the same matter ask the same, whichever way they turn it.
  if (a.kind !== 'question' && isOpposite(a, b)) return 'polarity';
  return hasOtherNumbers(a, b) ? 'number' : null;
}

/** Whether each of two seats has no other task of that owner at moments that the two share. */
function onlyPairs(sorted: readonly Statement[]): (a: number, b: number) => boolean {
  const tasksAt = new Map<string, number>();
  const keysOf = ({ kind, seat, owner, evidence }: Statement): readonly string[] =>
    kind === 'action' && owner !== null ? evidence.positions.map((place) => `${seat}\n${owner.name}\n${place}`) : [];
  for (const key of sorted.flatMap(keysOf)) tasksAt.set(key, (tasksAt.get(key) ?? 0) + 1);
  const keys = sorted.map((statement) => (keysOf(statement).every((key) => tasksAt.get(key) === 1) ? statement : null));
  return (a, b) => {
    const [first, second] = [keys[a], keys[b]];
    if (first === null || first === undefined || second === null || second === undefined) return false;
    return (
      first.kind === 'action' &&
      first.seat !== second.seat &&
      first.evidence.positions.some((place) => second.evidence.positions.includes(place))
    );
  };
}

interface Support {
  /** The most alike statement of every voter, the statement itself for its own; in the order of voters. */
  readonly statements: readonly Statement[];
  /** Sum of their likeness. */
  readonly nearness: number;
}

function supportOf(statement: Statement, links: readonly Link[], sorted: readonly Statement[]): Support {
  const best = new Map<number, { readonly statement: Statement; readonly likeness: number }>();
  for (const { to, likeness } of links) {
    const other = sorted[to];
    if (other === undefined || likeness <= (best.get(other.voter)?.likeness ?? 0)) continue;
    best.set(other.voter, { statement: other, likeness });
  }
  best.set(statement.voter, { statement, likeness: 1 });
  const entries = [...best.entries()].sort(([a], [b]) => a - b).map(([, entry]) => entry);
  return {
    statements: entries.map((entry) => entry.statement),
    nearness: entries.reduce((sum, { likeness }) => sum + likeness, 0),
  };
}

/** Most voters first; among equals who says no stray number, is found in the evidence and is nearest to the others. */
function centersFirst(sorted: readonly Statement[], support: readonly Support[]): readonly number[] {
  const rankOf = (at: number): readonly number[] => {
    const { strayNumbers, isFound } = sorted[at]?.evidence ?? { strayNumbers: [], isFound: false };
    const { statements, nearness } = support[at] ?? { statements: [], nearness: 0 };
    return [-statements.length, strayNumbers.length, isFound ? 0 : 1, -nearness, at];
  };
  return [...sorted.keys()]
    .map(rankOf)
    .sort((a, b) => a.map((value, place) => value - (b[place] ?? 0)).find((difference) => difference !== 0) ?? 0)
    .map((rank) => rank.at(-1) ?? 0);
}

/** The center that each statement belongs to. Who is only like statements of one item is another way to say that item. */
function assign(
  sorted: readonly Statement[],
  links: readonly (readonly Link[])[],
  order: readonly number[],
): readonly number[] {
  const centerOf: number[] = sorted.map(() => -1);
  for (const at of order) {
    if (centerOf[at] !== -1) continue;
    const near = links[at] ?? [];
    const free = near.filter(({ to }) => centerOf[to] === -1);
    const isAlone = free.every(({ to }) => sorted[to]?.voter === sorted[at]?.voter);
    const told = near.filter(({ to }) => centerOf[to] !== -1).sort((a, b) => b.likeness - a.likeness || a.to - b.to)[0];
    if (told !== undefined && isAlone) {
      centerOf[at] = centerOf[told.to] ?? at;
      continue;
    }
    centerOf[at] = at;
    for (const { to } of free) centerOf[to] = at;
  }
  return centerOf;
}

/** Each pair of items once. A seat that says both sides means two things, so then there is nothing to decide. */
function contradictionsOf(
  contrary: readonly Contrary[],
  centerOf: readonly number[],
  clusters: ReadonlyMap<number, Cluster>,
): readonly Contradiction[] {
  const found = new Map<string, Contradiction>();
  for (const { a, b, field } of contrary) {
    const [first = -1, second = -1] = [centerOf[a], centerOf[b]].toSorted((x = 0, y = 0) => x - y);
    const [ours, theirs] = [clusters.get(first), clusters.get(second)];
    const key = `${first}/${second}`;
    if (ours === undefined || theirs === undefined || found.has(key)) continue;
    if (ours === theirs || !hasCommonVoter(ours, theirs)) found.set(key, { field, ours, theirs });
  }
  return [...found.values()];
}

const hasCommonVoter = (a: Cluster, b: Cluster): boolean =>
  a.supporters.some(({ voter }) => b.supporters.some((other) => other.voter === voter));
