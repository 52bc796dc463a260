import { describe, expect, it } from 'vitest';
import { type SpokenWord, textOf, toSpokenWords } from '../../../src/transcription/live/spoken-word.ts';
import { stitch } from '../../../src/transcription/live/stitch.ts';

/** "word@start-end" in ms; without times the engine told none. */
function words(text: string): SpokenWord[] {
  return text
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => {
      const [, word = '', start, end] = /^(.+?)(?:@(\d+)-(\d+))?$/.exec(part) ?? [];
      const isTimed = start !== undefined;
      return { text: word, lead: ' ', startMs: Number(start ?? 0), endMs: Number(end ?? 0), confidence: 0.9, isTimed };
    });
}

/** The cut is at 5 s, heard again from 4.8 s on. */
const stitched = (held: string, next: string): string =>
  textOf(stitch(words(held), words(next), { startMs: 4_800, endMs: 5_000 })).trim();

describe('words around a cut', () => {
  it.each([
    ['both heard it whole', 'on@4500-4790 Monday@4810-4990', 'Monday@4810-5000 the@5010-5100', 'on Monday the'],
    ['the first broke it off', 'for@4500-4700 exam@4700-5000', 'example@4800-5200 two@5200-5400', 'for example two'],
    ['the second heard its end only', 'an example@4600-5000', 'ample@4800-5010 two@5020-5400', 'an example two'],
    ['only the first heard it', 'on@4500-4700 it@4800-4850', 'the@5010-5100 day@5100-5300', 'on it the day'],
    ['only the second heard it', 'on@4500-4700', 'it@4810-4990 the@5010-5100', 'on it the'],
    ['it is said twice', 'no@4600-4900', 'no@4950-5200 way@5200-5400', 'no no way'],
    [
      'it is said twice and both are heard twice',
      'no@4500-4820 no@4830-4990',
      'no@4830-5000 way@5010-5200',
      'no no way',
    ],
    [
      'what the first made of the broken one is nothing',
      'of@4700-4850 a@4880-5000',
      'of@4800-4850 us@4880-5200',
      'of us',
    ],
    [
      'the first thought that the sentence ended',
      'next Monday.@4700-5000',
      'Monday@4800-5000 at@5000-5100',
      'next Monday at',
    ],
    ['the first knew that it was broken off', 'we will-@4600-4990', 'ship@5010-5300', 'we will ship'],
    ['nothing came after it', 'on@4500-4790 Monday@4810-4990', '', 'on Monday'],
    ['nothing was held', '', 'Monday@4810-5000', 'Monday'],
  ])('%s', (_, held, next, text) => {
    expect(stitched(held, next)).toBe(text);
  });

  it.each([
    ['is said once', 'on Monday', 'Monday the seventh', 'on Monday the seventh'],
    ['two are said once', 'on Monday', 'on Monday the seventh', 'on Monday the seventh'],
    ['a piece is made whole', 'for exam', 'example two', 'for example two'],
    ['short ones are no pieces of each other', 'at a', 'an hour', 'at a an hour'],
    ['different ones both stay', 'on Monday', 'the seventh', 'on Monday the seventh'],
  ])('without times, a word that both have %s', (_, held, next, text) => {
    expect(stitched(held, next)).toBe(text);
  });
});

describe('spoken words', () => {
  const segment = (text: string, wordTexts: readonly string[]) => ({
    trackId: 't1',
    startMs: 1_000,
    endMs: 2_000,
    text,
    confidence: 0.8,
    language: null,
    words: wordTexts.map((word, index) => ({ text: word, startMs: index, endMs: index + 1, confidence: 0.5 })),
  });

  it.each([
    ['Hello, wide world.', ['Hello,', 'wide', 'world']],
    ['我们 星期一 发布。', ['我们', '星期一', '发布']],
    ["it's 5 o'clock — ça va?", ["it's", '5', "o'clock", 'ça', 'va?']],
    ['Hello, wide world.', []],
    ['我们星期一发布。', []],
    ['Other words than these', ['nothing', 'alike']],
  ])('together are the text: %s %j', (text, timed) => {
    const spoken = toSpokenWords([segment(text, timed)]);
    expect(textOf(spoken).trimStart()).toBe(text);
    expect(spoken.length).toBeGreaterThan(1);
    for (const { startMs, endMs } of spoken) expect(endMs).toBeGreaterThanOrEqual(startMs);
  });

  it('share the time of the segment when the engine tells none', () => {
    expect(toSpokenWords([segment('ab cd', [])])).toMatchObject([
      { text: 'ab', startMs: 1_000, endMs: 1_400, isTimed: false },
      { text: 'cd', startMs: 1_600, endMs: 2_000 },
    ]);
  });
});
