import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Utterance } from '../../../../src/domain/transcript.ts';
import { estimateTokens, nextChunk, splitIntoChunks } from '../../../../src/minutes/prompting/index.ts';
import { aTalk, aTranscript } from '../../../fixtures/transcripts.ts';

const WORDS = [
  'budget',
  'design',
  'remote',
  'the',
  'and',
  'we',
  'supplier',
  'colour',
  'battery',
  'yes',
  '会議',
  'Überraschung',
  '🎉',
];
const sentence = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 60 }).map((words) => words.join(' '));
const pause = fc.constantFrom(0, 200, 2_000, 30_000);
const talk = fc.array(fc.tuple(fc.constantFrom('Ann', 'Ben'), sentence, pause), { maxLength: 80 }).map((said) => {
  let atMs = 0;
  return aTranscript(
    said.map(([name, text, pauseMs]) => {
      const startMs = atMs + pauseMs;
      atMs = startMs + text.length * 60;
      return [name, text, startMs, atMs];
    }),
  ).utterances;
});
const options = fc.record({
  maxTokens: fc.integer({ min: 256, max: 2_000 }),
  overlapMs: fc.constantFrom(0, 20_000, 120_000),
});

const wordsOf = (utterances: readonly Utterance[]): string => utterances.map(({ text }) => text).join(' ');

describe('chunks of a transcript', () => {
  it('hold every word once when overlap is left out, in order', () => {
    fc.assert(
      fc.property(talk, options, (utterances, bounds) => {
        const fresh = splitIntoChunks(utterances, bounds).flatMap((chunk) =>
          chunk.utterances.slice(chunk.overlapCount),
        );
        expect(wordsOf(fresh)).toBe(wordsOf(utterances));
        expect([...new Set(fresh.map(({ id }) => id))]).toEqual(utterances.map(({ id }) => id));
      }),
    );
  });

  it('stay within their bound, overlap included', () => {
    fc.assert(
      fc.property(talk, options, (utterances, bounds) => {
        for (const { tokens, utterances: held, overlapCount } of splitIntoChunks(utterances, bounds)) {
          expect(tokens).toBeLessThanOrEqual(bounds.maxTokens);
          expect(estimateTokens(held.map(({ id, text }) => `${id}|S1|0:00:00|${text}\n`).join(''))).toBeLessThanOrEqual(
            tokens,
          );
          expect(held.length).toBeGreaterThan(overlapCount);
        }
      }),
    );
  });

  it('begin with the end of the chunk before, no older than asked for', () => {
    fc.assert(
      fc.property(talk, options, (utterances, bounds) => {
        const chunks = splitIntoChunks(utterances, bounds);
        for (const [index, { utterances: held, overlapCount }] of chunks.entries()) {
          const before = chunks[index - 1];
          const overlap = held.slice(0, overlapCount);
          expect(overlap).toEqual(before?.utterances.slice(before.utterances.length - overlapCount) ?? []);
          const firstMs = held[overlapCount]?.startMs ?? 0;
          for (const { startMs } of overlap) expect(firstMs - startMs).toBeLessThanOrEqual(bounds.overlapMs);
        }
      }),
    );
  });

  it('come while people still talk as they would come afterwards', () => {
    fc.assert(
      fc.property(talk, options, (utterances, bounds) => {
        const live = [];
        let place = 0;
        for (let said = 1; said <= utterances.length; said += 1) {
          const found = nextChunk(utterances.slice(0, said), place, { ...bounds, hasEnded: false });
          if (found === null) continue;
          live.push(found.chunk);
          place = found.next;
        }
        expect(splitIntoChunks(utterances, bounds).slice(0, live.length)).toEqual(live);
      }),
    );
  });

  it('are one when everything fits', () => {
    const { utterances } = aTalk([
      ['Ann', 'one'],
      ['Ben', 'two'],
    ]);
    expect(splitIntoChunks(utterances, { maxTokens: 24_000 })).toMatchObject([{ utterances, overlapCount: 0 }]);
    expect(splitIntoChunks([], { maxTokens: 24_000 })).toEqual([]);
  });

  it('cut somebody who never stops into pieces with one id', () => {
    const endless = Array.from({ length: 3_000 }, (_, index) => `word${index}`).join(' ');
    const { utterances } = aTalk([
      ['Ann', 'before'],
      ['Ben', endless],
      ['Ann', 'after'],
    ]);
    const chunks = splitIntoChunks(utterances, { maxTokens: 500, overlapMs: 0 });
    expect(chunks.length).toBeGreaterThan(5);
    expect(wordsOf(chunks.flatMap((chunk) => chunk.utterances))).toBe(`before ${endless} after`);
    expect(new Set(chunks.flatMap((chunk) => chunk.utterances.map(({ id }) => id)))).toEqual(
      new Set(['s1', 's2', 's3']),
    );
  });

  it('cut where the topic changes after a pause', () => {
    const about = (
      words: string,
      from: number,
      count: number,
    ): readonly (readonly [string, string, number, number])[] =>
      Array.from({ length: count }, (_, index) => [
        'Ann',
        `${words} number ${index} again and again for everybody here`,
        from + index * 4_000,
        from + index * 4_000 + 3_500,
      ]);
    const budget = about('budget money invoice euro spending', 0, 20);
    const design = about('colour shape button plastic prototype', 100_000, 20);
    const { utterances } = aTranscript([...budget, ...design]);
    const [first] = splitIntoChunks(utterances, { maxTokens: 850, overlapMs: 10_000 });
    expect(first?.utterances).toHaveLength(20);
  });

  it('need room for at least a few sentences', () => {
    expect(() => splitIntoChunks(aTalk([['Ann', 'hi']]).utterances, { maxTokens: 10 })).toThrow(RangeError);
  });
});
