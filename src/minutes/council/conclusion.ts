import type { Claim } from '../../domain/minutes.ts';
import type { AgreedItem, VoteRules } from './agreed-item.ts';
import { likenessOf } from './likeness.ts';
import { isSound } from './sound.ts';
import { compareText, type Statement } from './statement.ts';

/** A conclusion that nobody else comes near to is one model's idea. */
const MIN_NEARNESS = 0.25;
const TOLD_DECISIONS = 2;

/** The conclusion nearest to the other seats'; where none is agreed on, what was decided last, or the end of the summary. */
export function agreedConclusion(
  conclusions: readonly Statement[],
  decisions: readonly AgreedItem[],
  told: { readonly summary: readonly Claim[]; readonly rules: VoteRules },
): string {
  const { summary, rules } = told;
  const nearness = (statement: Statement): number => {
    const others = conclusions.filter(({ voter }) => voter !== statement.voter);
    const likenesses = others.map((other) => likenessOf(statement, other, rules.index));
    return others.length === 0 ? 0 : likenesses.reduce((sum, likeness) => sum + likeness, 0) / others.length;
  };
  const best = conclusions
    .filter((statement) => isSound(statement, rules))
    .map((statement) => ({ statement, nearness: nearness(statement) }))
    .sort((a, b) => b.nearness - a.nearness || compareText(a.statement.text, b.statement.text))[0];
  if (best !== undefined && (rules.of === 1 || best.nearness >= MIN_NEARNESS)) return best.statement.text;
  const last = decisions.filter(({ claim }) => claim.tier === 'confirmed').slice(-TOLD_DECISIONS);
  if (last.length > 0) return last.map(({ claim }) => claim.text).join(' ');
  return summary.at(-1)?.text ?? '';
}
