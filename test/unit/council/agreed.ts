import type { Draft } from '../../../src/domain/draft.ts';
import type { Minutes } from '../../../src/domain/minutes.ts';

export const five = (draft: Partial<Draft>): readonly Partial<Draft>[] => Array.from({ length: 5 }, () => draft);
export const decisions = (...texts: readonly [text: string, ...evidence: string[]][]): Partial<Draft> => ({
  decisions: texts.map(([text, ...evidence]) => ({ text, made_by: [], evidence })),
});
export const confirmed = (
  list: readonly { readonly text?: string; readonly task?: string; readonly tier: string }[],
): readonly string[] => list.filter(({ tier }) => tier === 'confirmed').map(({ text, task }) => text ?? task ?? '');
export const shown = ({ decisions: list }: Minutes): readonly [string, string, number][] =>
  list.map(({ text, tier, votes }) => [text, tier, votes]);
