const LONGEST = 100;
/** Stands after @ and inside <…>: nothing of it can be a mention then. */
const BREAK = '\u200b';

/**
 * A name or title of somebody's making inside Markdown: one line, no markup, no mentions, no links, no tricks with the direction of
 * writing, at most so many characters.
 */
export function plain(text: string, longest: number = LONGEST): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const short = line.length > longest ? `${line.slice(0, longest - 1).toWellFormed()}…` : line;
  return short
    .replaceAll(/[\\*_~`|>#[\]()<]/g, '\\$&')
    .replaceAll('@', `@${BREAK}`)
    .replaceAll('://', `:${BREAK}//`)
    .replace(/^(?=[-+=])/, '\\')
    .replace(/^(\d+)(?=[.)])/, '$1\\');
}

/** What `plain` did, undone: for places that show no Markdown. */
export const withoutMarkup = (markdown: string): string =>
  markdown.replaceAll(/\\([\\*_~`|>#[\]()<+=.-])/g, '$1').replaceAll(BREAK, '');
