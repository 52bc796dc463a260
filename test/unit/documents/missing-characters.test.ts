import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { PdfFonts } from '../../../src/providers/documents/pdf-fonts.ts';

const open = () => PdfFonts.open(new PDFDocument(), null);

describe('characters a font lacks', () => {
  it('has nothing to say about Latin, Greek, Cyrillic, Hebrew and Arabic', async () => {
    const fonts = await open();
    fonts.note('Žluťoučký kůň, Ελλάδα, Привет, שלום, مرحبا', 'regular');
    expect(fonts.missing).toBeNull();
  });

  it('counts every one and names some', async () => {
    const fonts = await open();
    fonts.note('你好, 你们', 'bold');
    expect(fonts.missing).toEqual({ count: 4, examples: ['你', '好', '们'] });
  });

  it('leaves out joiners and variation selectors, which nobody sees', async () => {
    const fonts = await open();
    expect(fonts.select('a\u{FE0F}b\u200Dc', 'regular', 10)).toBe('abc');
  });
});
