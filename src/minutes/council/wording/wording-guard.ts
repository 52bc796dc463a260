import { isHeard, isHedged, isNegated, namesIn, numbersHeard, quantitiesOf } from '../words/index.ts';
import { coverBetween } from './cover-between.ts';

// Links, addresses and what a chat turns into a mention or a command.
const MARKUP = /https?:|www\.|\b[\w-]+\.(?:com|org|net|io|ru|cn|xyz)\b|@\w|<[@#!:a-z/]|\]\(|`|\bmailto:/iu;
/** A wording that holds less than this of what it words is another statement. */
const MIN_COMMON = 0.25;
const LONGEST_FACTOR = 2.5;
const LONGEST_FREE = 120;

/** What a text may be made of. */
export interface Source {
  readonly texts: readonly string[];
  /** Names that may be used: owners and people of the meeting. */
  readonly names: readonly string[];
  readonly language: string | null;
}

/** Why a wording says more, less or other than its source; empty when it does not. */
export function wordingFaults(text: string, source: Source): readonly string[] {
  const { texts, names, language } = source;
  const all = [...texts, ...names].join('\n');
  const heard = numbersHeard(all, language);
  const strayNumbers = quantitiesOf(text, language).filter((quantity) => !isHeard(quantity, heard));
  const known = all.toLowerCase();
  const strayNames = namesIn(text, language).filter((name) => !known.includes(name));
  const longest = Math.max(
    LONGEST_FREE,
    LONGEST_FACTOR * Math.max(0, ...texts.map((variant) => variant.length)) * Math.min(3, texts.length),
  );
  const faults: readonly (string | null)[] = [
    text.trim() === '' ? 'it is empty' : null,
    strayNumbers.length > 0
      ? `it names ${strayNumbers.map((number) => `"${number.text}"`).join(', ')}, which is in no variant`
      : null,
    strayNames.length > 0 ? `it names ${strayNames.map((name) => `"${name}"`).join(', ')}, who is in no variant` : null,
    MARKUP.test(text) && !texts.some((variant) => MARKUP.test(variant)) ? 'it holds a link, a mention or markup' : null,
    text.length > longest ? 'it is much longer than what it words' : null,
    coverBetween(text, texts) < MIN_COMMON ? 'it says something else' : null,
  ];
  return faults.filter((fault) => fault !== null);
}

/** Faults of one item's wording: also turned around, or firmer than it was. */
export function itemFaults(text: string, source: Source): readonly string[] {
  const { texts } = source;
  const isTurned = texts.length > 0 && texts.every((variant) => isNegated(variant) !== isNegated(text));
  const isFirmer = texts.length > 0 && texts.every(isHedged) && !isHedged(text);
  return [
    ...wordingFaults(text, source),
    ...(isTurned ? ['it says the opposite'] : []),
    ...(isFirmer ? ['it is firmer than its variants'] : []),
  ];
}
