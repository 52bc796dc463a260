import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../../src/minutes/extractive/sentence.ts';
import { splitSentences } from '../../../src/minutes/extractive/split-sentences.ts';
import { aTranscript } from '../../fixtures/transcripts.ts';

const split = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe('splitting into sentences', () => {
  it.each([
    ['I met Mr. Quilter. He was kind.', ['I met Mr. Quilter.', 'He was kind.']],
    ['It costs 3.5 euros. Fine.', ['It costs 3.5 euros.', 'Fine.']],
    ['J. K. Rowling wrote it. We read it.', ['J. K. Rowling wrote it.', 'We read it.']],
    ['We take plan B. It is cheaper.', ['We take plan B.', 'It is cheaper.']],
    ['good morning. how are you? fine', ['good morning.', 'how are you?', 'fine']],
    ['at 5 p.m. we stop. ok', ['at 5 p.m. we stop.', 'ok']],
    ['你好。我们开始吧！好的', ['你好。', '我们开始吧！', '好的']],
    ['   ', []],
  ])('splits "%s"', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('cuts endless speech without punctuation where people draw breath', () => {
    const text = Array.from(
      { length: 8 },
      () => 'and then we look at the red house near the old river in the north',
    ).join(' ');
    const parts = split(text);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.every((part) => part.split(' ').length <= 45 && part.startsWith('and'))).toBe(true);
  });

  it('loses no character but white space', () => {
    const unit = fc.constantFrom('a', 'B', ' ', '.', '?', '\n', 'Mr', '。', '你', '\ud83d', '\ude00', '"', '1');
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 300 }).map((parts) => parts.join('')),
        (text) => {
          expect(split(text).join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
        },
      ),
    );
  });
});

describe('sentences of a transcript', () => {
  it('joins a sentence that runs over two utterances and names both', () => {
    const [sentence] = sentencesOf(
      aTranscript([
        ['Ann', 'I will send the contract', 0, 1_000],
        ['Ann', 'by Friday.', 1_200, 2_000],
      ]),
    );
    expect(sentence).toMatchObject({
      text: 'I will send the contract by Friday.',
      utteranceIds: ['s1', 's2'],
      endMs: 2_000,
    });
  });

  it('does not join over a pause, a full stop or another speaker', () => {
    const sentences = sentencesOf(
      aTranscript([
        ['Ann', 'I will send it', 0, 1_000],
        ['Ann', 'tomorrow we meet.', 9_000, 10_000],
        ['Ann', 'and so on', 10_100, 11_000],
        ['Ben', 'right', 11_000, 11_500],
      ]),
    );
    expect(sentences.map(({ text }) => text)).toEqual(['I will send it', 'tomorrow we meet.', 'and so on', 'right']);
  });
});
