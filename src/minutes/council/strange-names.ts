import type { People } from './people.ts';
import type { TranscriptIndex } from './transcript-index.ts';
import { contentStems, namesIn } from './words/index.ts';

/** Names in a text that nobody said and nobody here bears. */
export function strangeNames(
  text: string,
  {
    index,
    people,
    language,
  }: { readonly index: TranscriptIndex; readonly people: People; readonly language: string | null },
): readonly string[] {
  const known = people.nameWords();
  return namesIn(text, language).filter((name) => {
    const parts = name.split(/[\s_.&/-]+/);
    return !parts.every((part) => known.has(part) || [...contentStems(part)].every((stem) => index.isSaid(stem)));
  });
}
