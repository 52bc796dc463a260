/** Where the JSON object at the beginning of a text ends. */
export type ObjectText =
  | { readonly kind: 'closed'; readonly text: string }
  /** The text ends before the object does; `whole` is what came whole, closed, or null when nothing did. */
  | { readonly kind: 'cut'; readonly whole: string | null }
  /** Brackets that do not fit: the text is broken, not just cut. */
  | { readonly kind: 'broken' };

/** Drafts nest five deep; deeper text is no draft, and remembering its closers would cost the square of its length. */
const DEEPEST = 8;
const CLOSER: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
// A whole string, a string that never ends, or a bracket.
const TOKEN = /"(?:[^"\\]|\\.)*(?:"|$)|[{}[\]]/gs;

/**
 * Reads to the end of the object. What came whole of a cut one is everything up to the last object that was closed, so an item
 * that was cut in the middle of its evidence is left out instead of citing half an id.
 */
export function objectText(text: string): ObjectText {
  const open: string[] = [];
  let whole: string | null = null;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token.startsWith('"')) continue;
    const closer = CLOSER[token];
    if (closer !== undefined) {
      open.push(closer);
      continue;
    }
    if (open.pop() !== token) return { kind: 'broken' };
    if (open.length === 0) return { kind: 'closed', text: text.slice(0, index + 1) };
    if (token === '}' && open.length <= DEEPEST) whole = text.slice(0, index + 1) + open.toReversed().join('');
  }
  return { kind: 'cut', whole };
}
