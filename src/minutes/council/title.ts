import { medoidTitle } from './chapters.ts';
import type { ReadingRules } from './statements-of.ts';
import { strangeNames } from './strange-names.ts';
import type { Voice } from './voters.ts';
import { contentStems, isHeard, quantitiesOf } from './words/index.ts';

/** The part of a title's words that must have been said. */
const MIN_SAID = 0.5;

/** The title that is nearest to the other seats' and says nothing that was not said; the meeting's own when there is none. */
export function agreedTitle(voices: readonly Voice[], own: string, rules: ReadingRules): string {
  const titles = voices.map(({ draft }) => draft.draft.title).filter((title) => title !== '' && isSaid(title, rules));
  return medoidTitle(titles) || own;
}

function isSaid(title: string, rules: ReadingRules): boolean {
  const { index, language, flagged } = rules;
  const places = [...index.utterances.keys()].filter((place) => !flagged.has(index.utterances[place]?.id ?? ''));
  const stems = [...contentStems(title)];
  const said = stems.filter((stem) => index.isSaid(stem)).length;
  const isOther = language !== null && index.language !== null && language.slice(0, 2) !== index.language.slice(0, 2);
  return (
    (isOther || said >= stems.length * MIN_SAID) &&
    strangeNames(title, rules).length === 0 &&
    quantitiesOf(title, language).every((number) => places.some((place) => isHeard(number, index.numbersAt(place))))
  );
}
