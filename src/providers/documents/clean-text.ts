/**
 * Spoken text as one line that every format can hold: no control characters, no lone surrogates, no code points that XML forbids,
 * no line breaks. Everything else stays as it was said.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Zl}\p{Zp}\t\n\v\f\r\u0085]+/gu, ' ')
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, '')
    .trim();
}

const LONGEST_NAME = 80;

/** A name as it stands before what was said; nobody is called more than a line. */
export function cleanName(name: string): string {
  const clean = cleanText(name);
  return clean.length <= LONGEST_NAME ? clean : `${clean.slice(0, LONGEST_NAME - 1).toWellFormed()}…`;
}
