/** Scripts that are written without spaces between words. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const SPACED_WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The words of a text in lower case, without punctuation; works for scripts with and without spaces. */
export function wordsOf(text: string): readonly string[] {
  const lower = text.toLowerCase();
  // The segmenter knows every script but is fifteen times slower than a pattern, so it only gets what needs it.
  if (!SPACELESS.test(lower)) return lower.match(SPACED_WORD) ?? [];
  return [...segmenter.segment(lower)].filter((part) => part.isWordLike).map((part) => part.segment);
}

// Function words, fillers and backchannels of spoken English: they say nothing about the matter.
const ENGLISH_STOP_WORDS = new Set(
  `a about after again all also am an and any anyway are aren't as at be because been before being both but by can can't
  could couldn't did didn't do does doesn't doing don't down each even few for from get gets getting go goes going gonna got
  had has have haven't having he he's her here here's hers him his how i i'd i'll i'm i've if in into is isn't it it'd it'll
  it's its just kind let let's like lot may maybe me mean might mine more most much my no nor not now of off oh ok okay on
  once one only or other our ours out over own perhaps please quite really right said same say says see she she's should
  shouldn't so some something sort still such sure than thank thanks that that'd that's the their them then there there's
  these they they'd they'll they're they've thing things think this those though through to too uh uh-huh um under until up
  us very wanna want was wasn't we we'd we'll we're we've well were weren't what what's when where which while who why will
  with won't would wouldn't yeah yep yes you you'd you'll you're you've your yours mm hmm mhm alright actually basically
  guess know stuff bit way good great fine nice kay cause cuz never every whether suppose besides tell told saying two
  three four five six seven eight nine ten first second next last back able else lots pretty probably yet`.split(/\s+/),
);

/** Whether a word carries meaning: no stop word, no single Latin letter. */
export function isContentWord(word: string): boolean {
  return !ENGLISH_STOP_WORDS.has(word.replaceAll('’', "'")) && !/^[a-z]$/.test(word);
}

/** The words of a text that carry meaning. */
export function contentWordsOf(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).filter(isContentWord));
}

/** The part of the smaller word set that the other holds too, 0..1; 0 when one is empty. */
export function overlapOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const smaller = Math.min(a.size, b.size);
  return smaller === 0 ? 0 : a.intersection(b).size / smaller;
}
