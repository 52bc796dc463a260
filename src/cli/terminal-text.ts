import { stripVTControlCharacters } from 'node:util';

/** Text of strangers (file names, transcripts) may hold terminal commands; people get the letters only. */
export const printable = (text: string): string =>
  stripVTControlCharacters(text).replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ');

/** Breaks a line between words; the lines that follow are indented. Colours take no room. */
export function wrap(line: string, width: number, indent: number): string[] {
  const lines: string[] = [];
  let open = '';
  for (const word of line.split(/(?<=\s)(?=\S)/)) {
    if (open && widthOf(open) + widthOf(word.trimEnd()) > width) {
      lines.push(open.trimEnd());
      open = ' '.repeat(indent);
    }
    open += word;
  }
  return [...lines, open.trimEnd()];
}

/** Columns of a text; wide scripts take two each. */
function widthOf(text: string): number {
  let columns = 0;
  for (const character of stripVTControlCharacters(text))
    columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
      character,
    )
      ? 2
      : 1;
  return columns;
}
