// Zero-width characters of strangers go first: they could hide a mention from the patterns below, and ours must be the only ones.
const HIDDEN =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const CONTROL = /(?![\n\t])\p{Cc}|[\p{Zl}\p{Zp}]/gu;
/** Nothing to see, and it breaks what a chat would make of the characters around it. */
const BREAK = '\u200b';

const RULES: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // <@1>, <@&1>, <#1>, <!channel>, <t:1>, <:emoji:1>, <https://…|text>, </command:1>, HTML
  [/<(?=\S)/gu, '‹'],
  // @everyone, @here, @name, a@b.c
  [/@(?=\S)/gu, `@${BREAK}`],
  // https://…, discord://…, mailto:…, javascript:…
  [/:(?=\/\/)/gu, `:${BREAK}`],
  [/(mailto|javascript|data|tel|sms|file|vbscript):(?=\S)/giu, `$1:${BREAK}`],
  // www.x.y, and host names with a path (discord.gg/abc)
  [/(www)\.(?=\S)/giu, `$1${BREAK}.`],
  [/\.(?=[a-z]{2,24}\/)/giu, `${BREAK}.`],
  // [text](target) and images
  [/\](?=[([])/gu, `]${BREAK}`],
  // bold, italic, strike, spoiler, code
  [/\*/gu, '∗'],
  [/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ'],
  [/`/gu, 'ˋ'],
  [/~(?=~)/gu, `~${BREAK}`],
  [/\|(?=\|)/gu, `|${BREAK}`],
  // headings, quotes, lists, small print, tables at the start of a line
  [/^([ \t]*)(?=[#>|]|[-+](?:[ #]|$)|-{3}|\d{1,3}[.)] )/gmu, `$1${BREAK}`],
  // :emoji: names are harmless; a backslash could undo what is escaped later
  [/\\/gu, '⧵'],
];

/**
 * Text that a model or a stranger wrote, as text that no chat and no Markdown reader acts on: no mention, no link, no formatting. It reads
 * the same. Calling it twice changes nothing more. Platforms still escape in their own way and forbid mentions in the call itself.
 */
export function neutralise(text: string): string {
  const plain = text.toWellFormed().replaceAll(HIDDEN, '').replaceAll(CONTROL, ' ');
  return RULES.reduce((safe, [pattern, replacement]) => safe.replaceAll(pattern, replacement), plain);
}
