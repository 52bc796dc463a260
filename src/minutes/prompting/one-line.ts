// Line and page breaks would start a line of their own; direction marks and tag characters hide text from people, not from models.
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const HIDDEN =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const FENCE = /[<＜](?=[<＜])|(?<=[<＜])[<＜]|[>＞](?=[>＞])|(?<=[>＞])[>＞]/gu;

/**
 * Somebody else's words as one line that can neither start a new line nor contain the fence around data: doubled angle brackets become
 * single quotes. `longest` counts characters.
 */
export function oneLine(text: string, longest = Number.POSITIVE_INFINITY): string {
  const line = text
    .toWellFormed()
    .replaceAll(BREAKS, ' ')
    .replaceAll(HIDDEN, '')
    .replaceAll(FENCE, (bracket) => (bracket === '<' || bracket === '＜' ? '‹' : '›'))
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  return line.length <= longest
    ? line
    : `${line
        .slice(0, longest - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
