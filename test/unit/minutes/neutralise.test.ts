import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralise } from '../../../src/domain/neutralise.ts';

/** What Discord, Slack or a Markdown reader would act on. */
const LIVE = [
  /@(?:everyone|here|channel)/i,
  /<[@#!:/a-z\d]/i,
  /https?:\/\//i,
  /www\.[^\s\u200b]/i,
  /(?:javascript|mailto):[^\s\u200b]/i,
  /\]\(/,
  /\*|`|~~|\|\||\\/,
  /(?:^|\s)_\S/,
  /^\s*(?:#|>|- |\+ |\d+\. )/m,
  /[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal escapes are what must not pass
  /[\u0000-\u0008\u000b-\u001f\u007f]/,
];

const dangerous = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.constantFrom(
        '@everyone',
        '@here',
        '@',
        'everyone',
        '<@',
        '<@&123>',
        '<#9>',
        '<!channel>',
        '<!',
        '<',
        '>',
        '|',
        '||',
        '*',
        '**',
        '_',
        '__',
        '`',
        '```',
        '~',
        '~~',
        '[',
        '](',
        ')',
        'https://',
        'http:',
        '//',
        'x.y/z',
        'www.',
        'discord.gg/abc',
        'javascript:',
        'mailto:a@b.c',
        '\n',
        '\n# ',
        '\n> ',
        '\n- ',
        '\n1. ',
        '\\',
        '\u200b',
        '\u202e',
        '\u2060',
        '\u0000',
        '\u001b[31m',
        '\r',
        ' ',
      ),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

describe('text of strangers', () => {
  it('never holds a live mention, link or format', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        const safe = neutralise(text);
        for (const pattern of LIVE) expect(safe).not.toMatch(pattern);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is not changed again the second time', () => {
    fc.assert(fc.property(dangerous, (text) => neutralise(neutralise(text)) === neutralise(text)));
  });

  it.each([
    'Ann sends the report by Friday, 3.5 % more than last year (see page 4).',
    'Zoë sagt: „Das kostet 1.234,50 €.“',
    'snake_case stays, 2 < 3 and 4 > 3',
    '会議は十時から。',
    '👩‍👩‍👧 family',
    'Dr. Smith / Ben & Co. - fine',
  ])('reads the same where nothing is wrong: %s', (text) => {
    expect(neutralise(text)).toBe(text);
  });

  it('reads the same for people where something was', () => {
    const plain = (text: string): string => neutralise(text).replaceAll('\u200b', '');
    expect(plain('ask @everyone at https://x.y/z')).toBe('ask @everyone at https://x.y/z');
    expect(plain('<@123> **bold**')).toBe('‹@123> ∗∗bold∗∗');
  });
});
