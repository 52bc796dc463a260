import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MomError } from '../../src/errors.ts';
import type { Correction } from '../../src/ports/glossary-store.ts';
import { applyCorrection } from '../../src/transcription/glossary/apply-correction.ts';
import { checkCorrection } from '../../src/transcription/glossary/check-correction.ts';

/** Few letters, so that texts and corrections meet; digits, marks, two cases, a script without spaces. */
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'ä', 'é', '漢', 'я'), minLength: 1, maxLength: 3 });
const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));
const piece = fc.oneof(word, fc.constantFrom('7', '2026', 'a1', '-', '.', 'e\u0301', ',', 'seven', '1,5'));
const text = fc.array(piece, { maxLength: 14 }).map((parts) => parts.join(' '));
const correction: fc.Arbitrary<Correction> = fc
  .record({ from: words, to: words })
  .filter(({ from, to }) => from !== to && isPossible({ from, to }));

function isPossible(candidate: Correction): boolean {
  try {
    checkCorrection(candidate);
    return true;
  } catch (error) {
    if (error instanceof MomError) return false;
    throw error;
  }
}

const digits = (value: string): string => (value.match(/\p{N}/gu) ?? []).join('');

describe('a correction', () => {
  it('never changes a digit', () => {
    fc.assert(
      fc.property(text, correction, (before, change) => {
        expect(digits(applyCorrection(before, change).text)).toBe(digits(before));
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing when it is done again', () => {
    fc.assert(
      fc.property(text, correction, (before, change) => {
        const once = applyCorrection(before, change).text;
        expect(applyCorrection(once, change)).toEqual({ text: once, count: 0 });
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves a text alone in which the wrong form does not stand', () => {
    fc.assert(
      fc.property(text, correction, (before, change) => {
        fc.pre(!before.normalize('NFC').toLowerCase().includes(change.from.toLowerCase()));
        expect(applyCorrection(before, change)).toEqual({ text: before, count: 0 });
      }),
    );
  });

  it('changes whole words only, in every script with spaces', () => {
    fc.assert(
      fc.property(fc.constantFrom('a', 'ä', 'я', '7', '_', '\u0301'), (neighbour) => {
        for (const inside of [`kube${neighbour}`, `${neighbour === '\u0301' ? 'e' : ''}${neighbour}kube`])
          expect(applyCorrection(`the ${inside} is`, { from: 'kube', to: 'Kube' }).count).toBe(0);
      }),
    );
  });

  it.each([
    ['the cube, Cube and CUBE’s', 'cube', 'Kube', 'the Kube, Kube and Kube’s', 3],
    ['cubes and a cubed', 'cube', 'Kube', 'cubes and a cubed', 0],
    ['ask pria  lee', 'Pria Lee', 'Priya Li', 'ask Priya Li', 1],
    ['Anna said, Anna Maria said', 'Anna', 'Anna Maria', 'Anna Maria said, Anna Maria said', 1],
    ['uh kube uh kube', 'uh kube', 'kube', 'kube kube', 2],
    ['Lodz und LÓDZ', 'lódz', 'Łódź', 'Lodz und Łódź', 1],
    ['Jose\u0301 kommt', 'José', 'Josef', 'Josef kommt', 1],
    ['我们用库伯部署', '库伯', 'Kube', '我们用Kube部署', 1],
    ['maya and Maya', 'maya', 'Maya', 'Maya and Maya', 1],
    ['a (b) c', '(b)', 'B.*', 'a B.* c', 1],
    ['pay $& now', 'pay', '$1 pay', '$1 pay $& now', 1],
  ])('"%s": %s -> %s', (before, from, to, after, count) => {
    expect(applyCorrection(before, { from, to })).toEqual({ text: after, count });
  });
});

describe('a correction that is refused', () => {
  it.each([
    ['7', '8'],
    ['version 2', 'version two'],
    ['kates', 'K8s'],
    ['Monday the seventh', 'Monday the eighth'],
    ['seven', 'eleven'],
    ['for', 'four'],
    ['zwei', 'drei'],
    ['fünfundzwanzig', 'fünfundfünfzig'],
    ['treize', 'trente'],
    ['三井', '二井'],
    ['٣', '٤'],
    ['Ⅳ', 'IV'],
  ])('%s -> %s: it changes a number', (from, to) => {
    expect(() => checkCorrection({ from, to })).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(() => checkCorrection({ from, to })).toThrow(/number/);
  });

  it.each([
    ['', 'Kube', /no letters/],
    ['cube', '  ', /no letters/],
    ['...', '!', /no letters/],
    ['cube', ' cube ', /already/],
    ['x'.repeat(61), 'Kube', /60 characters/],
    ['cube', 'K\u0000be', /control/],
    ['cube', 'K\u202ebe', /control/],
    ['cu\nbe', 'Kube', /control/],
  ])('%j -> %j', (from, to, why) => expect(() => checkCorrection({ from, to })).toThrow(why));

  it.each([
    ['pria', 'Priya'],
    ['Seven Tom', 'Seven Thom'],
    ['einzig', 'Einzig AG'],
    ['ein Kube', 'Kube'],
    ['x'.repeat(60), 'Kube'],
  ])('is not this one: %s -> %s', (from, to) => expect(checkCorrection({ from, to })).toEqual({ from, to }));
});
