import type { Conflict, Tier } from '../../domain/minutes.ts';
import type { AgreedItem } from './agreed-item.ts';
import type { Cluster } from './cluster.ts';
import type { Contradiction } from './contradictions.ts';
import { hasOtherNumbers } from './likeness.ts';
import { compareText, type Statement } from './statement.ts';

/** Items with their final tiers, and what was said against them. */
export interface Settlement {
  readonly items: readonly AgreedItem[];
  readonly conflicts: readonly Conflict[];
}

/**
 * Items that contradict each other: the one whose numbers were said stands, else the one with more votes; the other is told in
 * the conflict only. When it is even neither is confirmed. Both values are always shown.
 */
export function settle(items: readonly AgreedItem[], contradictions: readonly Contradiction[]): Settlement {
  const byCluster = new Map(items.map((item) => [item.cluster, item]));
  const tiers = new Map<Cluster, Tier>(items.map(({ cluster, claim }) => [cluster, claim.tier]));
  const conflicts: Conflict[] = [];
  for (const { field, ours, theirs } of contradictions) {
    const [a, b] = [byCluster.get(ours), byCluster.get(theirs)];
    if (a === undefined || b === undefined || isIdle(tiers, ours, theirs)) continue;
    if (a === b) {
      const inner = innerConflict(a);
      if (inner.values.length > 1) conflicts.push(inner);
      continue;
    }
    const order = compareSides(a, b);
    const [winner, loser] = order <= 0 ? [a, b] : [b, a];
    tiers.set(loser.cluster, order === 0 ? atMostUnconfirmed(tiers.get(loser.cluster)) : 'dropped');
    if (order === 0) tiers.set(winner.cluster, atMostUnconfirmed(tiers.get(winner.cluster)));
    conflicts.push(conflictOf(winner, loser, field));
  }
  const settled = items.map((item) => ({
    ...item,
    claim: { ...item.claim, tier: tiers.get(item.cluster) ?? 'dropped' },
  }));
  return { items: settled, conflicts };
}

/** Nobody has to be told about two items that are shown nowhere. */
const isIdle = (tiers: ReadonlyMap<Cluster, Tier>, ours: Cluster, theirs: Cluster): boolean =>
  tiers.get(ours) === 'dropped' && tiers.get(theirs) === 'dropped';

const atMostUnconfirmed = (tier: Tier | undefined): Tier =>
  tier === 'confirmed' ? 'unconfirmed' : (tier ?? 'dropped');

/** Below 0: `a` stands. What rests on orders to note takers never stands against honest words. */
function compareSides(a: AgreedItem, b: AgreedItem): number {
  const suspect = ({ claim }: AgreedItem): number => (claim.support.flags.includes('injection-suspect') ? 1 : 0);
  const stray = ({ cluster }: AgreedItem): number => Math.sign(cluster.center.evidence.strayNumbers.length);
  return suspect(a) - suspect(b) || stray(a) - stray(b) || b.claim.votes - a.claim.votes;
}

const conflictOf = (winner: AgreedItem, loser: AgreedItem, field: Contradiction['field']): Conflict => ({
  itemId: winner.claim.support.id,
  field,
  text: winner.claim.text,
  values: [winner, loser].map(({ claim, cluster }) => ({
    value: field === 'number' ? numbersIn(cluster.center) : claim.text,
    votes: claim.votes,
  })),
});

const numbersIn = ({ quantities, text }: Statement): string =>
  quantities.map((quantity) => quantity.text).join(', ') || text;

/** Seats that agree on the matter and not on its number, where the item is worded without one. */
function innerConflict({ cluster, claim }: AgreedItem): Conflict {
  const groups: { readonly first: Statement; votes: number }[] = [];
  for (const statement of cluster.supporters.filter(({ quantities }) => quantities.length > 0)) {
    const group = groups.find(({ first }) => !hasOtherNumbers(first, statement));
    if (group === undefined) groups.push({ first: statement, votes: 1 });
    else group.votes += 1;
  }
  const values = groups
    .map(({ first, votes }) => ({ value: numbersIn(first), votes }))
    .sort((a, b) => b.votes - a.votes || compareText(a.value, b.value));
  return { itemId: claim.support.id, field: 'number', text: claim.text, values };
}
