import { BorderStyle, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import type { Column } from './outline.ts';

const RULE = { style: BorderStyle.SINGLE, size: 4, color: 'D5DBE1' };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const TINT = 'EEF3F8';
const CELL_MARGINS = { top: 60, bottom: 60, left: 80, right: 80 };

/** A table as wide as the page, with a head that repeats on every page. */
export function docxTable(columns: readonly Column[], rows: readonly (readonly string[])[]): Table {
  const head = new TableRow({ tableHeader: true, children: columns.map((column) => cell(column.title, column, true)) });
  const body = rows.map(
    (row) =>
      new TableRow({
        cantSplit: true,
        children: columns.map((column, index) => cell(row[index] ?? '', column, false)),
      }),
  );
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: { top: NONE, left: NONE, right: NONE, bottom: RULE, insideHorizontal: RULE, insideVertical: NONE },
    rows: [head, ...body],
  });
}

function cell(text: string, { share }: Column, isHead: boolean): TableCell {
  return new TableCell({
    width: { size: Math.round(share * 100), type: WidthType.PERCENTAGE },
    margins: CELL_MARGINS,
    ...(isHead ? { shading: { type: 'clear' as const, fill: TINT } } : {}),
    children: [new Paragraph({ children: [new TextRun({ text, bold: isHead })] })],
  });
}
