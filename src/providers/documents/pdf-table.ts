import type { Column } from './outline.ts';
import type { PdfFonts } from './pdf-fonts.ts';
import { COLORS, contentWidth, ensureRoom, MARGIN, SIZES } from './pdf-page.ts';

type PdfDocument = PDFKit.PDFDocument;
type Weight = 'regular' | 'bold';

const PADDING = 5;
/** A row must fit on one page, so what is far too long for a cell is cut. */
const MAX_CELL_CHARACTERS = 400;

interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** Height of the head and all rows in points. */
export function heightOfTable(document: PdfDocument, fonts: PdfFonts, { columns, rows }: Table): number {
  return new TableWriter(document, fonts, columns).heightOfAll(rows);
}

/** A table with a tinted head; rows never break over pages. */
export function writeTable(document: PdfDocument, fonts: PdfFonts, { columns, rows }: Table): void {
  const table = new TableWriter(document, fonts, columns);
  table.writeHead();
  for (const row of rows) table.writeRow(row);
  document.y += PADDING;
  document.x = MARGIN;
}

class TableWriter {
  readonly #document: PdfDocument;
  readonly #fonts: PdfFonts;
  readonly #columns: readonly Column[];

  constructor(document: PdfDocument, fonts: PdfFonts, columns: readonly Column[]) {
    this.#document = document;
    this.#fonts = fonts;
    this.#columns = columns;
  }

  heightOfAll(rows: readonly (readonly string[])[]): number {
    const head = this.#heightOf(this.#titles(), 'bold');
    return rows.reduce((sum, row) => sum + this.#heightOf(row, 'regular'), head);
  }

  writeHead(): void {
    const titles = this.#titles();
    const height = this.#heightOf(titles, 'bold');
    ensureRoom(this.#document, height * 2);
    const y = this.#document.y;
    this.#document.rect(MARGIN, y, contentWidth(this.#document), height).fill(COLORS.tint);
    this.#writeCells(titles, 'bold', y, height);
  }

  writeRow(row: readonly string[]): void {
    const height = this.#heightOf(row, 'regular');
    const pages = this.#document.bufferedPageRange().count;
    ensureRoom(this.#document, height);
    if (this.#document.bufferedPageRange().count > pages) this.writeHead();
    this.#writeCells(row, 'regular', this.#document.y, height);
    const { y } = this.#document;
    const right = MARGIN + contentWidth(this.#document);
    this.#document.moveTo(MARGIN, y).lineTo(right, y).lineWidth(0.5).strokeColor(COLORS.rule).stroke();
  }

  #writeCells(cells: readonly string[], weight: Weight, y: number, height: number): void {
    let x = MARGIN;
    for (const [index, width] of this.#widths().entries()) {
      const shown = this.#fonts.select(clip(cells[index] ?? ''), weight, SIZES.text);
      this.#document.fillColor(COLORS.text).text(shown, x + PADDING, y + PADDING, { width: width - 2 * PADDING });
      x += width;
    }
    this.#document.y = y + height;
  }

  #heightOf(cells: readonly string[], weight: Weight): number {
    const heights = this.#widths().map((width, index) => {
      const shown = this.#fonts.select(clip(cells[index] ?? ''), weight, SIZES.text);
      return this.#document.heightOfString(shown, { width: width - 2 * PADDING });
    });
    return Math.max(...heights) + 2 * PADDING;
  }

  #titles(): readonly string[] {
    return this.#columns.map(({ title }) => title);
  }

  #widths(): readonly number[] {
    return this.#columns.map(({ share }) => share * contentWidth(this.#document));
  }
}

const clip = (text: string): string =>
  text.length <= MAX_CELL_CHARACTERS ? text : `${text.slice(0, MAX_CELL_CHARACTERS).toWellFormed()}…`;
