import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/transcription/import/index.ts';

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('text of bytes', () => {
  it('reads any text as UTF-8 and as UTF-16 in both orders', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (written) => {
        const text = written.toWellFormed().replace(/^\uFEFF+/, '');
        expect(decodeText(Buffer.from(text))).toBe(text);
        expect(decodeText(Buffer.from(`\uFEFF${text}`))).toBe(text);
        expect(decodeText(utf16(text))).toBe(text);
        expect(decodeText(utf16(text).swap16())).toBe(text);
      }),
    );
  });

  it('reads what is no UTF-8 as Windows-1252', () => {
    expect(decodeText(Buffer.from('Zoë: Grüße, señor', 'latin1'))).toBe('Zoë: Grüße, señor');
    expect(decodeText(Uint8Array.of(0x93, 0x80, 0x94, 0x20, 0xe4))).toBe('“€” ä');
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof decodeText(bytes) === 'string'));
  });
});
