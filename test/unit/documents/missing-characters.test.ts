import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { missingNotice } from '../../../src/providers/documents/missing-notice.ts';
import { PdfFonts } from '../../../src/providers/documents/pdf-fonts.ts';

const open = () => PdfFonts.open(new PDFDocument(), null);

describe('characters a font lacks', () => {
  it('has nothing to say about Latin, Greek, Cyrillic, Hebrew and Arabic', async () => {
    const fonts = await open();
    fonts.note('Žluťoučký kůň, Ελλάδα, Привет, שלום, مرحبا', 'regular');
    expect(fonts.missing.size).toBe(0);
  });

  it('counts every one', async () => {
    const fonts = await open();
    fonts.note('你好, 你们', 'bold');
    expect([...fonts.missing]).toEqual([
      ['你', 2],
      ['好', 1],
      ['们', 1],
    ]);
  });

  it('leaves out joiners and variation selectors, which nobody sees', async () => {
    const fonts = await open();
    expect(fonts.select('a\u{FE0F}b\u200Dc', 'regular', 10)).toBe('abc');
    fonts.note('a\u{FE0F}b\u200Dc', 'regular');
    expect(fonts.missing.size).toBe(0);
  });
});

describe('what the reader is told about them', () => {
  const notice = (text: string): string | null => missingNotice(new Map([...text].map((character) => [character, 1])));

  it('is nothing when every character is there', () => {
    expect(notice('')).toBeNull();
  });

  it('is how many, in which writing, which ones, and what to set', () => {
    expect(notice('日本はい')).toBe(
      '4 characters stand as empty boxes, because no font here has them (Japanese: U+65E5, U+672C, U+306F, U+3044). Set PDF_FONT to a font file that does, and write this PDF again.',
    );
    expect(notice('你')).toContain(
      '1 character stands as an empty box, because no font here has it (Chinese: U+4F60).',
    );
    expect(notice('한ก')).toContain('(Korean, Thai: U+D55C, U+0E01)');
    expect(notice('\u{E000}')).toContain('(U+E000)');
  });

  it('names only some of many', () => {
    expect(notice('abcdefgh')).toContain('U+0066, …)');
  });
});
