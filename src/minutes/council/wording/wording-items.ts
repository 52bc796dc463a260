import type { ActionItem, Claim, Minutes, Support } from '../../../domain/minutes.ts';

/** What may be worded anew: a confirmed item, or a sentence that the summary may use. */
export interface WordingItem {
  readonly id: string;
  readonly kind: 'decision' | 'action' | 'question' | 'point' | 'sentence';
  readonly text: string;
  readonly owner: string | null;
  readonly variants: readonly string[];
}

/** Confirmed items without a trace of who made them; their number and texts are bounded by the lists of the minutes. */
export function wordingItems(minutes: Minutes): readonly WordingItem[] {
  const claims = (kind: WordingItem['kind'], list: readonly Claim[]): readonly WordingItem[] =>
    list.filter(isOpen).map((claim) => itemOf(kind, claim, claim.text, null));
  return [
    ...claims('decision', minutes.decisions),
    ...minutes.actionItems.filter(isOpen).map((item) => itemOf('action', item, item.task, item.owner)),
    ...claims('question', minutes.openQuestions),
    ...claims('point', minutes.keyPoints),
    ...claims('sentence', minutes.summaryClaims),
  ];
}

type Supported<T> = T & { readonly support: Support };

/** A number that nobody said stays out of the wording, and so does its item. */
const isOpen = <T extends Claim | ActionItem>(item: T): item is Supported<T> =>
  item.tier === 'confirmed' && item.support !== null && !item.support.flags.includes('number-unsupported');

const itemOf = (
  kind: WordingItem['kind'],
  { support }: { readonly support: Support },
  text: string,
  owner: string | null,
): WordingItem => ({
  id: support.id,
  kind,
  text,
  owner,
  variants: support.variants,
});
