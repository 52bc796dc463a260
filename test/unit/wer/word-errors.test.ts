import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorCount, errorRate, sumOfErrors, toTokens, wordErrors } from '../../../src/transcription/wer/index.ts';
import { hasShared, shared } from '../../shared.ts';

const words = (text: string): string =>
  toTokens(text)
    .map((token) => token.text)
    .join(' ');

describe('the normaliser', () => {
  it.each([
    ['Mr. Quilter & Mrs. Jones, Dr. Who', 'mister quilter and missus jones doctor who'],
    ["It's forty-two; that’s I.E. it", 'its forty two thats ie it'],
    ['[laughs] Well (coughs) yes_no', 'well yes no'],
    [
      'In 1455, and 1900, 21 of 2,500',
      'in fourteen fifty five and one thousand nine hundred twenty one of two thousand five hundred',
    ],
    ['the 1st and the 23rd', 'the first and the twenty three rd'],
    ['ｆｕｌｌ ＷＩＤＴＨ', 'full width'],
    ['Straße, ça va? Łódź', 'straße ça va łódź'],
    ['广州市房地产', '广 州 市 房 地 产'],
    ['', ''],
    ['… – !', ''],
  ])('%s', (text, expected) => {
    expect(words(text)).toBe(expected);
  });

  it('leaves what it has made alone', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => words(words(text)) === words(text)));
  });

  it('tells numbers, years and names apart', () => {
    const kinds = toTokens('We met Maya in Berlin in 1998. Tom and I paid 20 euros').filter(
      ({ kind }) => kind !== 'word',
    );
    expect(kinds.map(({ text, kind }) => `${text}:${kind}`)).toEqual([
      'maya:name',
      'berlin:name',
      'nineteen:year',
      'ninety:year',
      'eight:year',
      'twenty:number',
    ]);
    expect(toTokens('ALL IN CAPITALS').every(({ kind }) => kind === 'word')).toBe(true);
  });
});

describe('word errors', () => {
  it('counts what was replaced, left out and made up', () => {
    const errors = wordErrors('the cat sat on the mat', 'a cat on the mat now');
    expect(errors).toMatchObject({ words: 6, substituted: 1, deleted: 1, inserted: 1 });
    expect(errorRate(errors)).toBe(0.5);
  });

  it('counts the wrong numbers apart', () => {
    expect(wordErrors('we ship 12 in 1998', 'we ship 13 in 1998').kinds).toMatchObject({
      number: { words: 1, wrong: 1 },
      year: { words: 3, wrong: 0 },
    });
  });

  it('is nobody’s rate without words', () => {
    expect(errorRate(wordErrors('', 'something'))).toBeNull();
    expect(errorRate(sumOfErrors([]))).toBeNull();
  });

  const text = fc.array(fc.constantFrom('a', 'b', 'c', '7', 'Maya'), { maxLength: 12 }).map((list) => list.join(' '));

  it('is no error for the same, all for nothing, and never more than both texts have', () => {
    fc.assert(
      fc.property(text, text, (said, heard) => {
        const errors = wordErrors(said, heard);
        expect(errorCount(wordErrors(said, said))).toBe(0);
        expect(errorCount(wordErrors(said, ''))).toBe(toTokens(said).length);
        expect(errorCount(errors)).toBeLessThanOrEqual(Math.max(toTokens(said).length, toTokens(heard).length));
        const wrong = Object.values(errors.kinds).reduce((sum, kind) => sum + kind.wrong, 0);
        expect(wrong).toBe(errors.substituted + errors.deleted);
        expect(toTokens(said).length - errors.deleted + errors.inserted).toBe(toTokens(heard).length);
      }),
    );
  });

  it.skipIf(!hasShared)('counts what tools/wer.py counts', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mom-wer-'));
    try {
      const texts = fc.sample(
        fc.tuple(
          fc.array(
            fc.constantFrom('Mr.', 'Smith', "it's", '1455', '20,000', '3rd', 'forty-two', '&', '[x]', 'Ünï', '7'),
            { maxLength: 15 },
          ),
          fc.array(
            fc.constantFrom('mister', 'smith', 'its', 'fourteen', '20000', 'forty', 'two', 'and', 'ünï', 'seven'),
            { maxLength: 15 },
          ),
        ),
        { numRuns: 60, seed: 7 },
      );
      for (const side of ['said', 'heard']) mkdirSync(join(folder, side));
      for (const [index, [said, heard]] of texts.entries()) {
        writeFileSync(join(folder, 'said', `${index}.txt`), said.join(' '));
        writeFileSync(join(folder, 'heard', `${index}.txt`), heard.join(' '));
      }
      const tool = spawnSync('python3', [shared('tools', 'wer.py'), join(folder, 'said'), join(folder, 'heard')], {
        encoding: 'utf8',
      });
      const total = sumOfErrors(texts.map(([said, heard]) => wordErrors(said.join(' '), heard.join(' '))));
      expect(tool.stdout.trim().split('\n').at(-1)).toContain(`(${errorCount(total)}/${total.words})`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
