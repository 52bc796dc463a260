import { contentStems } from '../words/index.ts';

/** The part of a text's words that the best of some texts shares, in either direction, 0..1. */
export function coverBetween(text: string, others: readonly string[]): number {
  const stems = contentStems(text);
  const shares = others.map((other) => {
    const known = contentStems(other);
    return stems.intersection(known).size / Math.max(1, Math.min(stems.size, known.size));
  });
  return Math.max(0, ...shares);
}
