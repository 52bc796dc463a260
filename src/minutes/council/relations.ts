import { gapOf, hasOtherNumbers, isOpposite, likenessFrom, neededLikeness } from './likeness.ts';
import type { Statement } from './statement.ts';
import type { TranscriptIndex } from './transcript-index.ts';

/** A statement that says the same, by its place in the list, and how alike it is, 0..1. */
export interface Link {
  readonly to: number;
  readonly likeness: number;
}

/** Two statements about one matter that can't both be true, by their places in the list. */
export interface Contrary {
  readonly a: number;
  readonly b: number;
  readonly field: 'number' | 'polarity';
}

/** Who is like whom, for each statement, and who contradicts whom. */
interface Relations {
  readonly links: readonly (readonly Link[])[];
  readonly contrary: readonly Contrary[];
}

/** Compares every statement with every other one. */
export function relationsOf(sorted: readonly Statement[], index: TranscriptIndex): Relations {
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

function fieldOf(a: Statement, b: Statement): Contrary['field'] | null {
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
