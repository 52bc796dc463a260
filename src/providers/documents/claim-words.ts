import type { ActionItem, Claim } from '../../domain/minutes.ts';
import { flagWords, votesText } from '../../domain/minutes-words.ts';
import { cleanName, cleanText } from './clean-text.ts';
import { clockTime } from './clock-time.ts';
import type { OutlineClaim } from './outline.ts';

type Voted = Pick<Claim, 'votes' | 'of' | 'support' | 'startMs'>;

/** A claim with who said it, when, how many models made it and what speaks against it. `kind` stands before all that. */
export function claimOf(claim: Claim, kind: string | null = null): OutlineClaim {
  return { text: cleanText(claim.text), source: sourceOf([kind, cleanName(claim.speaker ?? '')], claim) };
}

/** The same for a task outside the table of action items. */
export function taskOf(item: ActionItem, kind: string): OutlineClaim {
  const owner = cleanName(item.owner ?? '');
  return { text: cleanText(owner === '' ? item.task : `${owner}: ${item.task}`), source: sourceOf([kind], item) };
}

/** "0:34, 4 of 5 models": without models nothing was voted on, and the label says so already. */
export const momentOf = (claim: Voted): string => sourceOf([], claim);

function sourceOf(leading: readonly (string | null)[], { startMs, votes, of, support }: Voted): string {
  const parts = [
    ...leading,
    clockTime(startMs),
    of === 0 ? null : votesText(votes, of),
    ...(support?.flags ?? []).map((flag) => flagWords[flag]),
  ];
  return parts.filter((part) => part !== null && part !== '').join(', ');
}
