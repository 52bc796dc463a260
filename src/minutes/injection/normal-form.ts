const HIDDEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
// Letters of other scripts that look like Latin ones, as they are used to slip past filters.
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ο: 'o',
  α: 'a',
  ι: 'i',
};
const LOOK_ALIKE = new RegExp(`[${Object.keys(LOOK_ALIKES).join('')}]`, 'gu');

/** What the rules read: lower case, no accents, no hidden characters, straight quotes, one space between words. */
export function normalForm(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(HIDDEN, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[’‘ʼ]/gu, "'")
    .replaceAll(/\s+/gu, ' ')
    .trim();
  // Russian stays Russian: only a word that also has Latin letters is in disguise.
  return /[a-z]/.test(plain) ? plain.replaceAll(LOOK_ALIKE, (letter) => LOOK_ALIKES[letter] ?? letter) : plain;
}
