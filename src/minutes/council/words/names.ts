/** A capital letter inside a sentence, in scripts that have capitals. */
const CAPITALISED = /(?<![\p{L}\p{N}'’])(\p{Lu}[\p{L}\p{N}]*(?:[-'’.&/]\p{L}[\p{L}\p{N}]*)*)/gu;
const SENTENCE_START = /(?:^|[.!?…:;"“„«(]\s*|\n\s*)$/u;
/** Written with a capital everywhere. */
const NO_NAMES = new Set(
  `i i'm i'll i'd i've monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
  september october november december english german french spanish ok pm am utc cet`.split(/\s+/),
);
// German writes every noun with a capital, so names can't be told from things there.
const ALL_NOUNS = /^de/i;

/** What looks like a name in a text: words with a capital that do not begin a sentence; none where all nouns have capitals. */
export function namesIn(text: string, language: string | null): readonly string[] {
  if (ALL_NOUNS.test(language ?? '')) return [];
  const names: string[] = [];
  for (const match of text.matchAll(CAPITALISED)) {
    const [, name = ''] = match;
    if (SENTENCE_START.test(text.slice(Math.max(0, match.index - 3), match.index))) continue;
    const plain = name.toLowerCase().replaceAll('’', "'").replace(/'s$/, '');
    if (plain.length > 1 && !NO_NAMES.has(plain)) names.push(plain);
  }
  return names;
}
