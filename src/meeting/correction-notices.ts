import type { Correction } from '../ports/glossary-store.ts';

/** What the minutes say about words that the glossary changed: what was heard stays readable. */
export const correctionNotices = (
  applied: readonly { readonly correction: Correction; readonly count: number }[],
): string[] =>
  applied.map(({ correction: { from, to }, count }) => {
    return `"${from}" was heard and corrected to "${to}" (${count === 1 ? 'once' : `${count} times`}).`;
  });
