import { isContentWord } from '../../extractive/index.ts';
import { isEmptyWord } from './stop-words.ts';

/** A capital letter inside a sentence, in scripts that have capitals. */
const CAPITALISED = /(?<![\p{L}\p{N}'’])(\p{Lu}[\p{L}\p{N}]*(?:[-'’.&/]\p{L}[\p{L}\p{N}]*)*)/gu;
/** Whoever "will" or "agreed" at the beginning of a sentence is somebody or something with a name, or a noun. */
const SUBJECT = /^\s(?:will|should|must|can|has|had|is|was|and|to|agreed|said|takes|took|sends|promised)\b/u;
const SENTENCE_START = /(?:^|[.!?…:;"“„«(]\s*|\n\s*)$/u;
/** Written with a capital everywhere. */
const NO_NAMES = new Set(
  `i i'm i'll i'd i've monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
  september october november december english german french spanish ok pm am utc cet`.split(/\s+/),
);
// German writes every noun with a capital, so names can't be told from things there.
const ALL_NOUNS = /^de/i;

/** What looks like a name in a text: words with a capital inside a sentence, and subjects that begin one; none where all nouns have capitals. */
export function namesIn(text: string, language: string | null): readonly string[] {
  if (ALL_NOUNS.test(language ?? '')) return [];
  const names: string[] = [];
  for (const match of text.matchAll(CAPITALISED)) {
    const [, name = ''] = match;
    const isFirst = SENTENCE_START.test(text.slice(Math.max(0, match.index - 3), match.index));
    if (isFirst && !isSubject(name, text.slice(match.index + name.length))) continue;
    const plain = name.toLowerCase().replaceAll('’', "'").replace(/'s$/, '');
    if (plain.length > 1 && !NO_NAMES.has(plain)) names.push(plain);
  }
  return names;
}

/** "Zoe will", not "Everyone will" or "The release will". */
function isSubject(name: string, rest: string): boolean {
  const word = name.toLowerCase();
  return SUBJECT.test(rest.slice(0, 12)) && isContentWord(word) && !isEmptyWord(word);
}
