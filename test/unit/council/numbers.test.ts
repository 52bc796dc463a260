import { describe, expect, it } from 'vitest';
import { isHeard, numbersHeard, quantitiesOf } from '../../../src/minutes/council/words/index.ts';

/** The numbers of a claim that its evidence does not hold. */
const strays = (claim: string, said: string, language = 'en'): readonly string[] =>
  quantitiesOf(claim, language)
    .filter((quantity) => !isHeard(quantity, numbersHeard(said, language)))
    .map(({ text }) => text);

describe('numbers of a claim', () => {
  it.each([
    ['25 people', 'twenty five people', 'en'],
    ['twenty-five people', '25 people', 'en'],
    ['25%', 'twenty five percent', 'en'],
    ['205 tickets', 'two hundred and five tickets', 'en'],
    ['$20k', 'twenty thousand dollars', 'en'],
    ['1,250,000', 'one million two hundred fifty thousand', 'en'],
    ['3.5 days', 'three point five days', 'en'],
    ['1 week', 'a week', 'en'],
    ['2 pm', 'at 14:00', 'en'],
    ['14:30', 'two thirty', 'en'],
    ['5 pm', "five o'clock", 'en'],
    ['in 2026', 'twenty twenty six', 'en'],
    ['December 25', 'the twenty fifth of December', 'en'],
    ['2026-12-04', 'on the fourth of December', 'en'],
    ['Q3', 'the third quarter', 'en'],
    ['$5m', 'five million dollars', 'en'],
    ['25 Prozent', 'fünfundzwanzig Prozent', 'de'],
    ['1.500 Euro', 'fünfzehnhundert Euro', 'de'],
    ['am 21. Mai', 'am einundzwanzigsten Mai', 'de'],
    ['10:30 Uhr', 'zehn Uhr dreißig', 'de'],
    ['97', 'quatre-vingt-dix-sept', 'fr'],
    ['75 %', 'soixante-quinze pour cent', 'fr'],
    ['35', 'treinta y cinco', 'es'],
    ['250', 'doscientos cincuenta', 'es'],
    ['35', 'trentacinque', 'it'],
    ['25', 'vinte e cinco', 'pt'],
    ['25', 'vijfentwintig', 'nl'],
    ['٢٥', '25', 'ar'],
  ])('"%s" is heard in "%s"', (claim, said, language) => {
    expect(strays(claim, said, language)).toEqual([]);
  });

  it.each([
    ['30%', 'forty percent', 'en', ['30']],
    ['€20', 'twenty dollars', 'en', ['€20']],
    ['20%', 'twenty dollars', 'en', ['20']],
    ['$20,000', 'twenty dollars', 'en', ['$20,000']],
    ['2 million', 'two thousand', 'en', ['2 million']],
    ['15 Leute', 'fünfzig Leute', 'de', ['15']],
    ['four teams', 'five teams', 'en', ['four']],
    ['14:30', 'at three', 'en', ['14:30']],
  ])('"%s" is not heard in "%s"', (claim, said, language, expected) => {
    expect(strays(claim, said, language)).toEqual(expected);
  });

  it('asks nothing of words that only look like counts', () => {
    expect(quantitiesOf('One of the two teams goes first.', 'en')).toEqual([]);
    expect(quantitiesOf('Una di noi, ci sei anche tu.', 'it')).toEqual([]);
  });

  it('does not add up what is only listed', () => {
    expect(strays('eight', 'three five')).toEqual(['eight']);
  });
});

describe('words that are numbers only now and then', () => {
  it('count with a unit behind them', () => {
    expect(strays('Le tarif est à neuf euros', 'On lance un tarif à quatre euros', 'fr')).toEqual(['neuf']);
    expect(strays('It costs two percent', 'It costs five percent')).toEqual(['two']);
    expect(strays('Un tarif neuf', 'On change le tarif', 'fr')).toEqual([]);
  });
});
