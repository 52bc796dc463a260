import { isGuess } from '../../domain/segment.ts';
import type { VoteRules } from './agreed-item.ts';
import type { Statement } from './statement.ts';
import { strangeNames } from './strange-names.ts';
import { isTentative } from './tentative.ts';
import { isHedged } from './words/index.ts';

/** Whether a text may stand in the summary: found in the evidence, in words that were heard well, with no number, name or certainty that was not said. */
export const isSound = ({ evidence, text, stems }: Statement, rules: VoteRules): boolean =>
  evidence.isFound &&
  !evidence.positions.every((place) => isGuess(rules.index.utterances[place] ?? {})) &&
  evidence.strayNumbers.length === 0 &&
  strangeNames(text, rules).length === 0 &&
  (isHedged(text) || !isTentative(stems, evidence.positions, rules.index));
