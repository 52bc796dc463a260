const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lrm: '\u200E',
  rlm: '\u200F',
};

/** Turns "&amp;", "&#8217;" and "&#x2019;" into what they stand for; unknown ones stay as they are. */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return NAMED[name.toLowerCase()] ?? whole;
    const codePoint = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return isCharacter(codePoint) ? String.fromCodePoint(codePoint) : whole;
  });
}

const isCharacter = (codePoint: number): boolean =>
  codePoint > 0 && codePoint <= 0x10_ff_ff && !(codePoint >= 0xd8_00 && codePoint <= 0xdf_ff);
