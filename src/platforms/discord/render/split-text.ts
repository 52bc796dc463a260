/**
 * A text in parts of at most `limit` UTF-16 units: split between paragraphs where one ends near enough, else between lines, sentences,
 * words, and inside a word only when it is longer than a part. A code block that is split is closed and opened again.
 */
export function splitText(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  let fence = '';
  while (fence.length + rest.length > limit) {
    const room = limit - fence.length - FENCE_END.length;
    const end = breakAt(rest, room);
    const part = fence + rest.slice(0, end).trimEnd();
    const open = openFence(part);
    parts.push(open === null ? part : part + FENCE_END);
    fence = open === null ? '' : `${open}\n`;
    rest = open === null ? rest.slice(end).trimStart() : rest.slice(end).replace(/^\n/, '');
  }
  return rest === '' ? parts : [...parts, fence + rest];
}

const FENCE_END = '\n```';
const BREAKS = ['\n\n', '\n', '. ', ' '] as const;

/** A break in the first half would leave parts that are nearly empty. */
function breakAt(text: string, room: number): number {
  for (const mark of BREAKS) {
    const at = text.lastIndexOf(mark, room - mark.length);
    if (at >= room / 2) return at + mark.length;
  }
  return /[\ud800-\udbff]/.test(text.charAt(room - 1)) ? room - 1 : room;
}

/** The line that opened the code block in which a text ends; null outside of one. */
function openFence(text: string): string | null {
  const fences = text.split('\n').filter((line) => line.startsWith('```'));
  return fences.length % 2 === 1 ? (fences.at(-1) ?? null) : null;
}
