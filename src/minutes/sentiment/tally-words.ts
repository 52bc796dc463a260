import { negations, negativeWords, positiveWords } from './lexicon.ts';

/** How many words of a text sound glad and how many troubled. */
export interface MoodTally {
  readonly positive: number;
  readonly negative: number;
}

/** A negation turns the words this far behind it: "not a very good idea". */
const NEGATION_WORDS = 3;
// Courtesy of every meeting: it says nothing about the mood.
const COURTESY =
  /\b(?:thank you|thanks|many thanks|sorry|excuse me|pardon|nice to (?:meet|see) you|happy to|glad to|great,? (?:so|okay|ok)|no problem|no worries|not bad|well[- ]done|my bad)\b/g;

/** Counts English words of mood in a text. "Not happy" sounds troubled; "not bad" is no praise and "not sad" no joy, so they count for nothing. */
export function tallyWords(text: string): MoodTally {
  const plain = text.toLowerCase().replaceAll('’', "'").replaceAll(COURTESY, ' . ');
  let positive = 0;
  let negative = 0;
  for (const clause of plain.split(/[.,;:!?…]+|\bbut\b/u)) {
    const counted = tallyClause(clause.match(/[a-z]+(?:['-][a-z]+)*/g) ?? []);
    positive += counted.positive;
    negative += counted.negative;
  }
  return { positive, negative };
}

function tallyClause(words: readonly string[]): MoodTally {
  let positive = 0;
  let negative = 0;
  let negatedFor = 0;
  for (const word of words) {
    const isNegated = negatedFor > 0;
    negatedFor = negations.has(word) ? NEGATION_WORDS : negatedFor - 1;
    if (positiveWords.has(word)) {
      if (isNegated) negative += 1;
      else positive += 1;
    } else if (negativeWords.has(word) && !isNegated) negative += 1;
  }
  return { positive, negative };
}
