import { MomError } from '../../errors.ts';
import type { Correction } from '../../ports/glossary-store.ts';
import { numbersIn } from './number-words.ts';

const MAX_CHARACTERS = 60;
const wrong = (clause: string): MomError => new MomError('usage', `That can't be learned: ${clause}.`);

/**
 * A correction with its spaces tidied. Numbers are never corrected: what was decided must not change because somebody misheard a digit.
 *
 * @throws MomError usage
 */
export function checkCorrection(correction: Correction): Correction {
  const from = checkTerm(correction.from);
  const to = checkTerm(correction.to);
  if (from === to) throw wrong(`"${from}" is what stands there already`);
  if (/\p{N}/u.test(from) || numbersIn(from).join(' ') !== numbersIn(to).join(' '))
    throw wrong('it would change a number, and numbers are never touched');
  return { from, to };
}

/**
 * A name or term of the glossary with its spaces tidied.
 *
 * @throws MomError usage
 */
export function checkTerm(text: string): string {
  if (/[\p{Cc}\p{Cs}\p{Co}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u.test(text))
    throw wrong('it holds control characters');
  const term = text.normalize('NFC').trim().replaceAll(/\s+/gu, ' ');
  if (!/[\p{L}\p{N}]/u.test(term)) throw wrong('it has no letters');
  if ([...term].length > MAX_CHARACTERS) throw wrong(`it is longer than ${MAX_CHARACTERS} characters`);
  return term;
}
