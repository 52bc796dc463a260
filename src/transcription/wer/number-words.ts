const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const MILLION = 1_000_000;
const FIRST_YEAR = 1_100;
const LAST_YEAR = 2_099;

/** A whole number below a million as English says it, years in pairs ("fourteen fifty five"); larger ones as digits. */
export function numberInWords(value: number): string {
  if (value < 20) return ONES[value] ?? '';
  if (value < 100) return joined(TENS[Math.floor(value / 10)] ?? '', value % 10);
  if (value < 1_000) return joined(`${ONES[Math.floor(value / 100)]} hundred`, value % 100);
  if (isYear(value) && value % 100 !== 0) return joined(numberInWords(Math.floor(value / 100)), value % 100);
  if (value < MILLION) return joined(`${numberInWords(Math.floor(value / 1_000))} thousand`, value % 1_000);
  return String(value);
}

/** Whether people would read a number as a year. */
export const isYear = (value: number): boolean => value >= FIRST_YEAR && value <= LAST_YEAR;

/** Whether a word is part of a number. */
export const isNumberWord = (word: string): boolean => numberWords.has(word);

const numberWords = new Set([...ONES, ...TENS.slice(2), 'hundred', 'thousand', 'million', 'billion', 'percent']);

const joined = (head: string, rest: number): string => (rest === 0 ? head : `${head} ${numberInWords(rest)}`);
