import type { Statement } from './statement.ts';
import { compareText } from './statement.ts';

/** One value of a field and how many seats gave it. */
export interface Tally {
  readonly value: string;
  readonly votes: number;
}

/** Counts values, the most frequent first; equals in the order of their letters. */
export function tallyOf(values: readonly string[]): readonly Tally[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, votes]) => ({ value, votes }))
    .sort((a, b) => b.votes - a.votes || compareText(a.value, b.value));
}

/** What a field's vote came to. */
export interface Voted {
  readonly value: string | null;
  /** All values where there is more than one, else empty. */
  readonly tally: readonly Tally[];
}

/**
 * Whose task it is: one vote a seat, whatever it says of the rest. Nobody, when more seats name nobody, when all that name
 * somebody only guess, or when it is even and the evidence (`isPresent`: speaks or is named there) does not tell.
 */
export function voteOwner(supporters: readonly Statement[], isPresent: (statement: Statement) => boolean): Voted {
  const named = supporters.filter(({ owner }) => owner !== null);
  const tally = tallyOf(named.map(({ owner }) => owner?.name ?? ''));
  const conflict = tally.length > 1 ? tally : [];
  const [first, second] = tally;
  if (first === undefined || first.votes < supporters.length - named.length) return { value: null, tally: conflict };
  const ofFirst = named.filter(({ owner }) => owner?.name === first.value);
  if (ofFirst.length === 1 && ofFirst.every(({ basis }) => basis === 'inferred' || basis === 'none')) {
    return { value: ofFirst.some(isPresent) ? first.value : null, tally: conflict };
  }
  if (second !== undefined && second.votes === first.votes) {
    const present = [...new Set(named.filter(isPresent).map(({ owner }) => owner?.name ?? ''))];
    return { value: present.length === 1 ? (present[0] ?? null) : null, tally: conflict };
  }
  return { value: first.value, tally: conflict };
}

/** When it is due: what most seats say; nothing when it is even. */
export function voteValue(values: readonly string[]): Voted {
  const tally = tallyOf(values);
  const [first, second] = tally;
  const isEven = second !== undefined && second.votes === first?.votes;
  return { value: isEven ? null : (first?.value ?? null), tally: tally.length > 1 ? tally : [] };
}
