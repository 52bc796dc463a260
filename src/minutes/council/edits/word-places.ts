const LETTER = /[\p{L}\p{N}]/u;

/** Where a phrase stands in a text as whole words, verbatim; in scripts without spaces, wherever it stands. */
export function positionsOfWords(text: string, phrase: string): readonly number[] {
  const places: number[] = [];
  if (phrase === '') return places;
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
    if (!joins(text, at, phrase[0]) && !joins(text, at + phrase.length, phrase.at(-1))) places.push(at);
  }
  return places;
}

/** Whether the letters on both sides of an edge of the phrase belong to one word. */
function joins(text: string, edge: number, own: string | undefined): boolean {
  const [before, after] = [text[edge - 1], text[edge]];
  if (before === undefined || after === undefined || own === undefined) return false;
  return (
    LETTER.test(before) &&
    LETTER.test(after) &&
    !/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}/u.test(own)
  );
}
