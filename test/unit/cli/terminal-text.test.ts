import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, wrap } from '../../../src/cli/terminal-text.ts';

describe('text on a terminal', () => {
  it('can not move the cursor, change colours, or turn the reading direction', () => {
    expect(printable('a\u001b[2Jb\u001b]0;title\u0007c\rd\u202ee\nf')).toBe('abc d e f');
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(printable(text)),
      ),
    );
  });

  it('breaks lines between words and indents what follows', () => {
    expect(wrap('   0:12  Priya: fix the login bugs', 20, 9)).toEqual([
      '   0:12  Priya: fix',
      '         the login',
      '         bugs',
    ]);
  });

  it('gives colours no room and wide letters two columns', () => {
    expect(wrap('\u001b[1mbold\u001b[22m text', 9, 0)).toHaveLength(1);
    expect(wrap('会议 纪要', 6, 0)).toHaveLength(2);
  });

  it('loses no word, whatever the width', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 9 }), (text, width, indent) => {
        const lines = wrap(text.join(' '), width, indent);
        expect(lines.flatMap((line) => line.split(' ').filter(Boolean))).toEqual(text);
        for (const line of lines.filter((candidate) => candidate.length > width))
          expect(line.trim()).not.toContain(' ');
      }),
    );
  });
});
