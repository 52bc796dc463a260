import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../../../src/platforms/discord/render/split-text.ts';

describe('a split text', () => {
  const words = fc.array(fc.constantFrom('word', 'word.', '\n', '\n\n', '😀😀', 'x'.repeat(70)), { maxLength: 300 });

  it('has parts that fit, are never empty, cut no character, and lose nothing but white space', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 50, max: 400 }), (parts, limit) => {
        const text = parts.join(' ');
        const split = splitText(text, limit);
        for (const part of split) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part.trim()).not.toBe('');
          expect(part.isWellFormed()).toBe(true);
        }
        const bare = (all: string) => all.replaceAll(/\s/g, '');
        expect(bare(split.join(''))).toBe(bare(text));
      }),
    );
  });

  it('breaks between paragraphs where it can', () => {
    expect(splitText(`${'a'.repeat(60)}\n\n${'b'.repeat(60)}`, 100)).toEqual(['a'.repeat(60), 'b'.repeat(60)]);
  });

  it('closes a code block and opens it again', () => {
    const lines = Array.from({ length: 20 }, (_, line) => `line ${line}`);
    const split = splitText(`\`\`\`\n${lines.join('\n')}\n\`\`\``, 100);
    expect(split.length).toBeGreaterThan(1);
    for (const part of split) expect(part).toMatch(/^```\n[^`]*\n```$/);
    expect(split.join('\n').match(/line \d+/g)).toEqual(lines);
  });
});
