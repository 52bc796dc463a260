import { describe, expect, it } from 'vitest';
import { SaidWords } from '../../../src/transcription/live/said-words.ts';
import { type SpokenWord, textOf } from '../../../src/transcription/live/spoken-word.ts';

const words = (text: string): SpokenWord[] =>
  text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ text: word, lead: ' ', startMs: 0, endMs: 0, confidence: 1, isTimed: false }));

function newOf(said: string, ...heard: readonly string[]): string {
  const before = new SaidWords();
  before.expect(words(said), 16_000);
  return textOf(heard.flatMap((part) => before.newOf(words(part)))).trim();
}

describe('words that stand already and are heard again', () => {
  it.each([
    ['they are the same', 'I see', ['I see you there'], 'you there'],
    ['letters and marks differ', 'I see,', ['i See you'], 'you'],
    ['one is heard a little differently', 'I see you', ['I sea you there'], 'there'],
    ['the last one is heard a little differently', 'we begin', ['we begun today'], 'today'],
    ['one was left out before', 'I you there now', ['I see you there now, Tom'], 'Tom'],
    ['one was invented before', 'I really see', ['I see you'], 'you'],
    ['they come in several parts', 'one two three four', ['one two', 'three four five'], 'five'],
    ['they are said twice', 'no no', ['no no no way'], 'no way'],
    ['none of them is heard', 'thanks for watching', ['the payment service'], 'the payment service'],
    ['nothing is heard', 'one two', ['', 'one two three'], 'three'],
    ['nothing stands', '', ['one two'], 'one two'],
  ])('are left out when %s', (_, said, heard, rest) => {
    expect(newOf(said, ...heard)).toBe(rest);
  });

  it('are not looked for beyond the sound in which they were said', () => {
    const before = new SaidWords();
    before.expect(words('on it'), 16_000);
    before.passed(15_999);
    expect(before.newOf(words('on'))).toEqual([]);
    before.passed(16_000);
    expect(textOf(before.newOf(words('it is late'))).trim()).toBe('it is late');
  });
});
