import type { PdfFonts } from './pdf-fonts.ts';

type PdfDocument = PDFKit.PDFDocument;

export const MARGIN = 56;
const FOOTER_HEIGHT = 24;

/** Sober colours that survive a black-and-white printer. */
export const COLORS = {
  text: '#1f2933',
  accent: '#1d4e89',
  grey: '#6b7785',
  rule: '#d5dbe1',
  tint: '#eef3f8',
} as const;
export const SIZES = { title: 21, heading: 13, text: 10, small: 8.5 } as const;

/** One piece of a line with its own look. */
export interface Run {
  readonly text: string;
  readonly weight?: 'regular' | 'bold';
  readonly color?: string;
  readonly size?: number;
}

export interface RunOptions {
  readonly x?: number;
  readonly width?: number;
  readonly gap?: number;
}

/** Width between the margins. */
export const contentWidth = (document: PdfDocument): number => document.page.width - 2 * MARGIN;

/** Starts a new page unless `height` points are left. */
export function ensureRoom(document: PdfDocument, height: number): void {
  if (document.y + height > document.page.height - MARGIN - FOOTER_HEIGHT) document.addPage();
}

/** Writes runs as one paragraph that breaks over lines and pages. */
export function writeRuns(
  document: PdfDocument,
  fonts: PdfFonts,
  runs: readonly Run[],
  options: RunOptions = {},
): void {
  const { x = MARGIN, width = contentWidth(document), gap = 2 } = options;
  const visible = runs.filter(({ text }) => text !== '');
  for (const [index, { text, weight = 'regular', color = COLORS.text, size = SIZES.text }] of visible.entries()) {
    const isLast = index === visible.length - 1;
    const shown = fonts.select(text, weight, size);
    document.fillColor(color);
    const style = { width, continued: !isLast, lineGap: gap };
    if (index === 0) document.text(shown, x, document.y, style);
    else document.text(shown, style);
  }
}

/** Page numbers and the title at the foot of every page; called last, when the number of pages is known. */
export function writeFooters(document: PdfDocument, fonts: PdfFonts, title: string): void {
  const { start, count } = document.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    document.switchToPage(start + index);
    // Text below the bottom margin would start a page of its own.
    document.page.margins.bottom = 0;
    const y = document.page.height - MARGIN + 12;
    const width = contentWidth(document);
    const shown = fonts.select(title, 'regular', SIZES.small);
    document.fillColor(COLORS.grey);
    document.text(shown, MARGIN, y, { width: width * 0.8, height: 12, ellipsis: true, lineBreak: true });
    fonts.select('0', 'regular', SIZES.small);
    document.text(`${index + 1} of ${count}`, MARGIN, y, { width, align: 'right', lineBreak: false });
  }
}
