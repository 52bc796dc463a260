/** What a number counts, where the words say it; the same value of another unit is another thing. */
export type Unit = 'percent' | 'dollar' | 'euro' | 'pound' | 'yen' | 'franc';

/** One number of a text and every way to read it: "14:30" is 14:30 and 2:30, "1.500" is 1500 and 1.5. */
export interface Quantity {
  /** As it stands in the text. */
  readonly text: string;
  /** "n:25" for a number, "t:870" for a time in minutes. */
  readonly keys: readonly string[];
  /** Keys of its parts, for supporting others: 14 and 30 of "14:30". */
  readonly parts: readonly string[];
  readonly unit: Unit | null;
}

const NUMBER = String.raw`\d+(?:[.,'’\u00a0\u202f]\d+)*`;
const PATTERN = new RegExp(
  [
    String.raw`(?<date>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?!\d)`,
    String.raw`(?<hours>\d{1,2})(?:[:h]|\.(?=\d\d\s?(?:uhr|[ap]\.?m\b)))(?<minutes>[0-5]\d)(?![\d])(?:\s?(?<half>[ap])\.?m\b)?`,
    String.raw`(?:(?<sign>[$€£¥])\s?)?(?<digits>${NUMBER})(?:\s?(?<scale>k|tsd|thousand|tausend|mil|mille|mila|duizend|m|mio|mill?ion(?:en|s|es|i)?|millón|millones|milhões|miljoen|bn|billion|mrd|milliarden?|miljard)\b)?`,
  ].join('|'),
  'giu',
);
const AFTER =
  /^\s?(?:(?<percent>%|percent\b|prozent\b|pour ?cent\b|por ?cien(?:to)?\b|per ?cento\b|por ?cento\b|procent\b)|(?<dollar>\$|dollars?\b|usd\b|bucks\b)|(?<euro>€|euros?\b|eur\b)|(?<pound>£|pounds?\b|gbp\b|quid\b|pfund\b)|(?<yen>¥|yen\b)|(?<franc>chf\b|francs?\b|franken\b)|(?<half>[ap])\.?m\b|(?<clock>o.clock\b|uhr\b|heures?\b))/iu;
const SIGNS: Readonly<Record<string, Unit>> = { $: 'dollar', '€': 'euro', '£': 'pound', '¥': 'yen' };
const HALF_DAY_MINUTES = 720;

/** Numbers written with digits; the text is in NFKC. */
export function writtenNumbers(text: string): readonly Quantity[] {
  return [...text.matchAll(PATTERN)].map((match) => {
    const groups = match.groups ?? {};
    const after =
      AFTER.exec(text.slice(match.index + match[0].length, match.index + match[0].length + 16))?.groups ?? {};
    if (groups['date'] !== undefined) return dateOf(groups['date']);
    if (groups['hours'] !== undefined) return timeOf(match[0], Number(groups['hours']), Number(groups['minutes']));
    return numberOf(match[0].trim(), groups, after);
  });
}

/** The unit that follows a number in a text, if one does. */
export function unitAfter(text: string): Unit | null {
  const groups = AFTER.exec(text)?.groups ?? {};
  return UNITS.find((unit) => groups[unit] !== undefined) ?? null;
}

const UNITS = ['percent', 'dollar', 'euro', 'pound', 'yen', 'franc'] as const satisfies readonly Unit[];

type Groups = Readonly<Record<string, string | undefined>>;

function numberOf(text: string, { digits = '', sign, scale }: Groups, after: Groups): Quantity {
  const unit = sign === undefined ? (UNITS.find((name) => after[name] !== undefined) ?? null) : (SIGNS[sign] ?? null);
  const factor = scaleOf(scale, unit);
  const values = readings(digits).map((value) => value * factor);
  const isTime = after['half'] !== undefined || after['clock'] !== undefined;
  const hours = isTime && values[0] !== undefined && values[0] <= 24 ? timeKeys(values[0] * 60) : [];
  return { text, keys: [...values.map(numberKey), ...hours], parts: [], unit };
}

/** "5m" alone is five minutes or metres; "$5m" is five million. */
function scaleOf(scale: string | undefined, unit: Unit | null): number {
  const word = scale?.toLowerCase();
  if (word === undefined || (word === 'm' && unit === null)) return 1;
  if (/^(?:bn|billion|mrd|milliard|miljard)/.test(word)) return 1e9;
  return /^(?:m|mio|mill?ion|milhões|millón|millones|miljoen)/.test(word) && !/^(?:mil|mille|mila)$/.test(word)
    ? 1e6
    : 1e3;
}

/** "1.500" is one and a half thousand in German, "1,500" in English; "1.5" and "1,5" are the same. */
function readings(digits: string): readonly number[] {
  const groups = digits.split(/[.,'’\u00a0\u202f]/);
  if (groups.length === 1) return [Number(digits)];
  const [first = '', ...others] = groups;
  if (first !== '0' && others.every((group) => group.length === 3)) return [Number(groups.join(''))];
  const whole = groups.slice(0, -1);
  const isDecimal = whole.slice(1).every((group) => group.length === 3);
  // Else it is a version or a numbered heading: "2.1.3".
  return isDecimal ? [Number(`${whole.join('')}.${others.at(-1)}`)] : groups.map(Number);
}

function timeOf(text: string, hours: number, minutes: number): Quantity {
  const parts = [hours, minutes, ...(hours > 12 ? [hours - 12] : [])].map(numberKey);
  // "at 14:00" supports and is supported by "at two".
  const whole = minutes === 0 ? parts.filter((key) => key !== 'n:0') : [];
  return { text, keys: [...timeKeys(hours * 60 + minutes), ...whole], parts, unit: null };
}

const timeKeys = (minutes: number): readonly string[] => {
  const clock = minutes % (2 * HALF_DAY_MINUTES);
  return [clock, (clock + HALF_DAY_MINUTES) % (2 * HALF_DAY_MINUTES)].map((value) => `t:${value}`);
};

/** Of a date its day must be said; month and year are understood. */
function dateOf(text: string): Quantity {
  const numbers = text.split(/[-./]/).map(Number);
  const days = /^\d{4}-/.test(text) ? numbers.slice(2) : numbers.slice(0, 2);
  return { text, keys: days.map(numberKey), parts: numbers.map(numberKey), unit: null };
}

/** The key of a plain number; float noise beyond six digits does not count. */
export const numberKey = (value: number): string => `n:${Number(value.toFixed(6))}`;
