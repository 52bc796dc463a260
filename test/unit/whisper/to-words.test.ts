import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NativeToken, toWords } from '../../../src/providers/whisper/to-words.ts';

/** Tokens of 100 ms each, as the addon hands them over: bytes that make no character become U+FFFD. */
const toTokens = (parts: readonly (string | Uint8Array)[]): readonly NativeToken[] =>
  parts.map((part, index) => ({
    text: typeof part === 'string' ? part : new TextDecoder('utf-8', { ignoreBOM: true }).decode(part),
    id: index,
    p: 0.5 + index / 100,
    from: index * 100,
    to: (index + 1) * 100,
  }));

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('toWords', () => {
  it('begins a word with each leading space and joins the rest', () => {
    const tokens = toTokens([' Pri', 'ya', ',', ' can', ' you', '?']);
    expect(toWords(' Priya, can you?', tokens)).toEqual([
      { text: 'Priya,', startMs: 0, endMs: 300, confidence: expect.closeTo(0.51) },
      { text: 'can', startMs: 300, endMs: 400, confidence: expect.closeTo(0.53) },
      { text: 'you?', startMs: 400, endMs: 600, confidence: expect.closeTo(0.545) },
    ]);
  });

  it('takes a character that is split over tokens from the text', () => {
    const tokens = toTokens([' caf', bytes(0xc3), bytes(0xa9), ' ', bytes(0xe2, 0x82), bytes(0xac), '9']);
    const words = toWords(' café €9', tokens);
    expect(words.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['café', 0, 300],
      ['€9', 300, 700],
    ]);
  });

  it('makes a word of each piece where the script has no spaces', () => {
    const words = toWords('今天好。', toTokens(['今天', bytes(0xe5, 0xa5), bytes(0xbd), '。']));
    expect(words.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['今天', 0, 100],
      ['好。', 100, 400],
    ]);
  });

  it('keeps the whole text, wherever the bytes are cut', () => {
    const characters = fc.constantFrom(...'ab ,.éßЖ今好ไ😀👩‍👩‍👧 ');
    const text = fc.string({ unit: characters, minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(80), { maxLength: 30 }), (spoken, cuts) => {
        const words = toWords(spoken, toTokens(cutBytes(spoken, cuts)));
        const withoutSpace = (value: string): string => value.replaceAll(/\s/g, '');
        expect(withoutSpace(words.map((word) => word.text).join(''))).toBe(withoutSpace(spoken));
        expect(words.every((word) => word.text !== '')).toBe(true);
        const starts = words.map((word) => word.startMs);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });
});

function cutBytes(text: string, cuts: readonly number[]): readonly Uint8Array[] {
  const whole = new TextEncoder().encode(text);
  const ends = [...new Set(cuts.filter((cut) => cut > 0 && cut < whole.length))].sort((a, b) => a - b);
  return [...ends, whole.length].map((end, index) => whole.subarray(ends[index - 1] ?? 0, end));
}
