import type { ActionItem, Claim } from '../domain/minutes.ts';
import { flagWords, votesText } from '../domain/minutes-words.ts';
import type { Page } from './page.ts';
import { printable } from './terminal-text.ts';
import { clockText } from './time-text.ts';

/** "  0:34  Maya: We ship on Monday. (4 of 5 models)" */
export function claimLine(claim: Claim, page: Page): string {
  const who = claim.speaker ? `${page.paint('bold', printable(claim.speaker))}: ` : '';
  return noteLine(claim.startMs, `${who}${printable(claim.text)}${standing(claim, page)}`, page);
}

/** The same for a task: whose it is, what, and until when. */
export function actionLine(item: ActionItem, page: Page): string {
  const { task, owner, due, dueText, startMs } = item;
  const date = due ? `, ${due}` : '';
  const when = dueText ? page.paint('yellow', ` (${printable(dueText)}${date})`) : '';
  const who = page.paint('bold', printable(owner ?? 'nobody named'));
  return noteLine(startMs, `${who}: ${printable(task)}${when}${standing(item, page)}`, page);
}

/** A text with its moment before it. */
export const noteLine = (startMs: number, text: string, page: Page): string =>
  `${page.paint('dim', clockText(startMs).padStart(5))}  ${text}`;

/** How many models made it and what speaks against it; nothing where nobody voted. */
function standing({ votes, of, support }: Pick<Claim, 'votes' | 'of' | 'support'>, page: Page): string {
  if (of === 0) return '';
  const words = [votesText(votes, of), ...(support?.flags ?? []).map((flag) => flagWords[flag])];
  return page.paint('dim', ` (${words.join(', ')})`);
}
