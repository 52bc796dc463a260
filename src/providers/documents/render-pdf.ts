import PDFDocument from 'pdfkit';
import type { MeetingDocument } from '../../ports/document-writer.ts';
import { missingNotice } from './missing-notice.ts';
import { noteTexts } from './note-texts.ts';
import type { Outline, OutlineClaim, Section, TranscriptParagraph } from './outline.ts';
import { outlineDocument } from './outline-document.ts';
import { PdfFonts } from './pdf-fonts.ts';
import { COLORS, contentWidth, ensureRoom, MARGIN, SIZES, writeFooters, writeRuns } from './pdf-page.ts';
import { heightOfTable, writeTable } from './pdf-table.ts';

type PdfDocument = PDFKit.PDFDocument;

/** Where and how a PDF is being written. */
interface Pen {
  readonly document: PdfDocument;
  readonly fonts: PdfFonts;
}

const BULLET_INDENT = 14;
const HEADING_HEIGHT = 40;
const MAX_UNBROKEN_HEIGHT = 320;

/** Minutes and transcript on A4 pages. Takes seconds for long meetings and blocks its thread. */
export async function renderPdf(
  source: MeetingDocument,
  options: { readonly timeZone: string; readonly pdfFont: string | null },
): Promise<Uint8Array> {
  const outline = outlineDocument(source, options.timeZone);
  // The date of the meeting instead of now: the same meeting gives the same bytes.
  const info = { Title: outline.title, Creator: 'AI MOM', CreationDate: new Date(source.meeting.startedAtMs) };
  const document = new PDFDocument({ size: 'A4', margin: MARGIN, bufferPages: true, info });
  const bytes = collect(document);
  const pen = { document, fonts: await PdfFonts.open(document, options.pdfFont) };
  writeOutline(pen, outline);
  document.end();
  return bytes;
}

function collect(document: PdfDocument): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  document.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
  document.on('error', reject);
  return promise;
}

function writeOutline(pen: Pen, outline: Outline): void {
  writeHeader(pen, outline);
  for (const section of outline.sections) writeSection(pen, section);
  writeHeading(pen, 'Transcript');
  if (outline.transcript.length === 0) {
    writeRuns(pen.document, pen.fonts, [{ text: 'Nothing was said that could be understood.' }]);
  }
  for (const paragraph of outline.transcript) writeTurn(pen, paragraph);
  writeFooters(pen.document, pen.fonts, outline.title);
}

function writeHeader({ document, fonts }: Pen, outline: Outline): void {
  const { title, facts, label, notices } = outline;
  writeRuns(document, fonts, [{ text: title, weight: 'bold', size: SIZES.title, color: COLORS.accent }]);
  document.y += 2;
  writeRuns(document, fonts, [{ text: facts, color: COLORS.grey, size: SIZES.small }]);
  document.y += 10;
  noteTexts(fonts, outline);
  writeBox(
    { document, fonts },
    [label, ...notices, missingNotice(fonts.missing)].filter((line) => line !== null),
  );
}

/** The label stands in a tinted box: how the minutes were made, and what can not be read in them, must not be overlooked. */
function writeBox({ document, fonts }: Pen, lines: readonly string[]): void {
  const padding = 8;
  const width = contentWidth(document) - 2 * padding;
  const top = document.y;
  const heights = lines.map((line) => {
    const shown = fonts.select(line, 'regular', SIZES.text);
    return document.heightOfString(shown, { width, lineGap: 2 });
  });
  const height = heights.reduce((sum, value) => sum + value, 2 * padding);
  document.roundedRect(MARGIN, top, contentWidth(document), height, 4).fill(COLORS.tint);
  document.y = top + padding;
  for (const [index, line] of lines.entries()) {
    const look = index === 0 ? { weight: 'bold' as const } : { color: COLORS.grey };
    writeRuns(document, fonts, [{ text: line, ...look }], { x: MARGIN + padding, width });
  }
  document.y = top + height + 4;
}

function writeHeading({ document, fonts }: Pen, heading: string): void {
  ensureRoom(document, 70);
  document.y += 14;
  writeRuns(document, fonts, [{ text: heading, weight: 'bold', size: SIZES.heading, color: COLORS.accent }]);
  document.y += 4;
}

function writeSection(pen: Pen, section: Section): void {
  // A short table stays in one piece with its heading.
  if (section.kind === 'table') {
    ensureRoom(
      pen.document,
      Math.min(MAX_UNBROKEN_HEIGHT, heightOfTable(pen.document, pen.fonts, section) + HEADING_HEIGHT),
    );
  }
  writeHeading(pen, section.heading);
  switch (section.kind) {
    case 'paragraphs':
      for (const text of section.paragraphs) {
        writeRuns(pen.document, pen.fonts, [{ text }]);
        pen.document.y += 4;
      }
      break;
    case 'claims':
      for (const claim of section.claims) writeClaim(pen, claim, section.look);
      break;
    case 'table':
      writeTable(pen.document, pen.fonts, section);
      break;
  }
}

function writeClaim({ document, fonts }: Pen, { text, source }: OutlineClaim, look: 'normal' | 'small'): void {
  const size = look === 'small' ? SIZES.small : SIZES.text;
  ensureRoom(document, 28);
  const { y } = document;
  writeRuns(document, fonts, [{ text: '•', color: COLORS.accent, size }]);
  document.y = y;
  writeRuns(
    document,
    fonts,
    [
      { text: `${text}  `, size },
      { text: source, color: COLORS.grey, size },
    ],
    {
      x: MARGIN + BULLET_INDENT,
      width: contentWidth(document) - BULLET_INDENT,
    },
  );
  document.y += 3;
}

function writeTurn({ document, fonts }: Pen, { name, time, text, translation }: TranscriptParagraph): void {
  ensureRoom(document, 28);
  writeRuns(document, fonts, [
    { text: name === null || name === '' ? '' : `${name}  `, weight: 'bold' },
    { text: `${time}  `, color: COLORS.grey },
    { text },
  ]);
  if (translation !== null) {
    const place = { x: MARGIN + BULLET_INDENT, width: contentWidth(document) - BULLET_INDENT };
    writeRuns(document, fonts, [{ text: translation, color: COLORS.grey }], place);
  }
  document.y += 5;
}
