const MAX_EXAMPLES = 6;
const JAPANESE = 'Japanese';
const HAN = 'Chinese';

/** How people call the writing that a character belongs to; the first that fits counts. */
const WRITINGS: readonly (readonly [name: string, pattern: RegExp])[] = [
  [JAPANESE, /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  [HAN, /\p{Script=Han}/u],
  ['Korean', /\p{Script=Hangul}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Hindi', /\p{Script=Devanagari}/u],
  ['Bengali', /\p{Script=Bengali}/u],
  ['Tamil', /\p{Script=Tamil}/u],
  ['emoji', /\p{Extended_Pictographic}/u],
];

/** Tells the reader of a PDF which characters no font could show and what to do about it; null when there are none. */
export function missingNotice(missing: ReadonlyMap<string, number>): string | null {
  if (missing.size === 0) return null;
  const count = [...missing.values()].reduce((sum, uses) => sum + uses, 0);
  const stand = count === 1 ? '1 character stands as an empty box' : `${count} characters stand as empty boxes`;
  const writings = writingsOf(missing.keys());
  const which = `${writings.length === 0 ? '' : `${writings.join(', ')}: `}${codesOf(missing)}`;
  const lack = `because no font here has ${count === 1 ? 'it' : 'them'} (${which})`;
  return `${stand}, ${lack}. Set PDF_FONT to a font file that does, and write this PDF again.`;
}

function writingsOf(characters: Iterable<string>): readonly string[] {
  const names = new Set<string>();
  for (const character of characters) {
    const name = WRITINGS.find(([, pattern]) => pattern.test(character))?.[0];
    if (name !== undefined) names.add(name);
  }
  // Japanese is written with Chinese characters too.
  if (names.has(JAPANESE)) names.delete(HAN);
  return [...names];
}

/** The characters themselves would be boxes again, so their numbers stand for them. */
function codesOf(missing: ReadonlyMap<string, number>): string {
  const codes = [...missing.keys()].slice(0, MAX_EXAMPLES).map(codeOf).join(', ');
  return missing.size > MAX_EXAMPLES ? `${codes}, …` : codes;
}

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
