import type { Cluster } from './cluster.ts';
import type { Contrary } from './relations.ts';

/** The same matter with another number, or denied. `ours` and `theirs` are one where the item itself names no number. */
export interface Contradiction {
  readonly field: Contrary['field'];
  readonly ours: Cluster;
  readonly theirs: Cluster;
}

/** Each pair of items once. A seat that says both sides means two things, so then there is nothing to decide. */
export function contradictionsOf(
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

/** Whether one voter says both, in two statements; a statement without the number may be like both and says neither. */
const hasCommonVoter = (a: Cluster, b: Cluster): boolean =>
  a.supporters.some((ours) => b.supporters.some((theirs) => theirs.voter === ours.voter && theirs !== ours));
