/** What one number in a text may mean: "1.234" is 1234 in German and 1.234 in English, "3 pm" is also 15. Never empty. */
export type Readings = ReadonlySet<string>;

const GROUPED = /^\d{1,3}(?:\D\d{3})+$/;
const SCALES: readonly (readonly [pattern: RegExp, factor: number])[] = [
  [/^[\s-]?(?:k\b|千|천|thousand|tausend|mille\b|mil\b)/iu, 1e3],
  [/^\s?[万萬만]/u, 1e4],
  [/^[\s-]?(?:m\b|mio\b|million|millon|millón|milione|百万)/iu, 1e6],
  [/^\s?[億亿억]/u, 1e8],
  [/^[\s-]?(?:bn\b|mrd\b|billion|milliard|miliard|mil millones)/iu, 1e9],
];

/** "3, 4" and "12 15" are two numbers; "1 234" is one. */
export function partsOf(digits: string): readonly string[] {
  if (!/\s/.test(digits) || GROUPED.test(digits) || /^\d{1,3}(?:\s\d{3})+[.,]\d+$/.test(digits)) return [digits];
  return digits.split(/\s+/);
}

/** All that a number can mean where it stands; `after` is the text that follows it. */
export function readingsOf(digits: string, after: string): Readings {
  const isAfternoon = /^\s?p\.?\s?m\b/i.test(after);
  const values = valuesOf(digits);
  const numbers = [
    ...values,
    ...(isAfternoon ? values.filter((value) => value <= 12).map(afternoonOf) : []),
    ...SCALES.filter(([pattern]) => pattern.test(after)).flatMap(([, factor]) =>
      values.map((value) => scaled(value, factor)),
    ),
  ];
  const readings = [...numbers.filter(Number.isFinite).map(String), ...clockReadings(digits, isAfternoon)];
  return new Set(readings.length === 0 ? [digits] : readings);
}

const afternoonOf = (hours: number): number => (hours % 12) + 12;
const scaled = (value: number, factor: number): number => Math.round(value * factor * 1e6) / 1e6;

/** "10:30", "10h30" and "10.30" are the same time; "3:00" is also just 3. */
function clockReadings(digits: string, isAfternoon: boolean): readonly string[] {
  const clock = /^(\d{1,2})[:h.](\d{2})$/.exec(digits);
  if (clock === null) return [];
  const hours = isAfternoon ? afternoonOf(Number(clock[1])) : Number(clock[1]);
  const times = [`${Number(clock[1])}:${clock[2]}`, `${hours}:${clock[2]}`];
  return clock[2] === '00' ? [...times, String(hours)] : times;
}

/** With and without taking the last separator for the decimal one. */
function valuesOf(digits: string): readonly number[] {
  const values = GROUPED.test(digits) || /^\d+$/.test(digits) ? [Number(digits.replaceAll(/\D/g, ''))] : [];
  const decimal = /^(.*)[.,](\d+)$/.exec(digits);
  if (decimal === null) return values;
  const whole = (decimal[1] ?? '').replaceAll(/\D/g, '');
  return [...values, Number(`${whole}.${decimal[2]}`)];
}

/** Digits of any script as 0 to 9. */
export function asciiDigits(text: string): string {
  return text.normalize('NFKC').replaceAll(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** Blocks of decimal digits begin at a multiple of ten or of sixteen; the value is the distance to the block's zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return code - zero;
}
