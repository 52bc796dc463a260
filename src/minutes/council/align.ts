import type { Cluster } from './cluster.ts';
import { type Contradiction, contradictionsOf } from './contradictions.ts';
import { type Link, relationsOf } from './relations.ts';
import { compareStatements, type Statement } from './statement.ts';
import type { TranscriptIndex } from './transcript-index.ts';

/** All items, and which of them contradict each other. */
export interface Alignment {
  readonly clusters: readonly Cluster[];
  readonly contradictions: readonly Contradiction[];
}

/**
 * Finds what is the same item among statements of one kind and group. Who supports an item is decided between two statements and the
 * transcript alone, and every statement counts its own supporters; the best supported ones become the centers. So a seat that falls
 * out can only take votes away: each center had at least as many supporters with it as without.
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
