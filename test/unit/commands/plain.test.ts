import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, withoutMarkup } from '../../../commands/index.ts';

describe('plain', () => {
  it.each([
    ['Release 2.0', 'Release 2.0'],
    ['**bold** _it_', '\\*\\*bold\\*\\* \\_it\\_'],
    ['@everyone <@1001>', '@\u200beveryone \\<@\u200b1001\\>'],
    ['[click](https://evil.test)', '\\[click\\]\\(https:\u200b//evil.test\\)'],
    ['a\n# b\r\n> c', 'a \\# b \\> c'],
    ['- list', '\\- list'],
    ['1. first', '1\\. first'],
    ['\u202eevil\u202c', 'evil'],
  ])('%j', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it('is one line without anything that means something', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const neutral = plain(text);
        expect(neutral).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(neutral).not.toMatch(/(?<!\\)(?:\\\\)*[*_~`|>#[\]<]/);
        expect(neutral).not.toMatch(/@(?!\u200b)|:\/\//);
      }),
    );
  });

  it('is undone where no Markdown is shown', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w*~`|>#[\]()<@.:+=-]+( [\w*~`|>#[\]()<@.:+=-]+)*$/), (text) => {
        fc.pre(text.length <= 100);
        expect(withoutMarkup(plain(text))).toBe(text);
      }),
    );
  });

  it('shortens what is endless', () => {
    expect(plain('x'.repeat(200))).toBe(`${'x'.repeat(99)}…`);
  });
});
