// Hidden characters carry instructions or turn the reading direction; joiners (200C, 200D) stay, emoji and Persian need them.
const INVISIBLE =
  /[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff\u{e0000}-\u{e007f}]/gu;

/** A model's text as one line without control characters, direction overrides and lone surrogates, at most `longest` long. */
export function cleanLine(text: string, longest: number): string {
  // Far beyond the limit nothing is looked at: cleaning a megabyte to keep 600 letters would be waste.
  const line = text
    .slice(0, longest * 4)
    .toWellFormed()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(INVISIBLE, '')
    .trim();
  return line.length <= longest ? line : cutAtWord(line, longest);
}

function cutAtWord(line: string, longest: number): string {
  const head = line.slice(0, longest - 1);
  const space = head.lastIndexOf(' ');
  const cut = (space > longest / 2 ? head.slice(0, space) : head).replace(/[\ud800-\udbff]$/, '');
  return `${cut.trimEnd()}…`;
}
