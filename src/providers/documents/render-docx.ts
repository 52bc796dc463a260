import { Document, Footer, HeadingLevel, type ISectionOptions, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import type { MeetingDocument } from '../../ports/document-writer.ts';
import { docxTable } from './docx-table.ts';
import type { Outline, OutlineClaim, Section, TranscriptParagraph } from './outline.ts';
import { outlineDocument } from './outline-document.ts';

type Block = NonNullable<ISectionOptions['children']>[number];

const GREY = '6B7785';
const TINT = 'EEF3F8';
const SMALL_HALF_POINTS = 17;
/** A quarter of an inch. */
const INDENT_TWIPS = 360;
const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Minutes and transcript as a Word document. */
export async function renderDocx(source: MeetingDocument, timeZone: string): Promise<Uint8Array> {
  const outline = outlineDocument(source, timeZone);
  const document = new Document({
    creator: 'AI MOM',
    title: outline.title,
    styles: { default: { document: { run: { font: 'Calibri', size: 21 } } } },
    sections: [{ footers: { default: footer() }, children: blocksOf(outline) }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function footer(): Footer {
  const pages = new TextRun({
    children: [PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
    color: GREY,
    size: SMALL_HALF_POINTS,
  });
  return new Footer({ children: [new Paragraph({ alignment: 'right', children: [pages] })] });
}

function blocksOf({ title, facts, label, notices, sections, transcript }: Outline): Block[] {
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(title)] }),
    new Paragraph({ children: [grey(facts)], spacing: { after: 160 } }),
    shaded([new TextRun({ text: label, bold: true })]),
    ...notices.map((notice) => shaded([grey(notice)])),
    ...sections.flatMap(sectionOf),
    heading('Transcript'),
    ...(transcript.length === 0 ? [textOf('Nothing was said that could be understood.')] : transcript.flatMap(turnOf)),
  ];
}

function sectionOf(section: Section): Block[] {
  const title = heading(section.heading);
  switch (section.kind) {
    case 'paragraphs':
      return [title, ...section.paragraphs.map(textOf)];
    case 'claims':
      return [title, ...section.claims.map((claim) => claimOf(claim, section.look))];
    case 'table':
      return [title, docxTable(section.columns, section.rows)];
  }
}

const heading = (text: string): Paragraph =>
  new Paragraph({ heading: HeadingLevel.HEADING_1, keepNext: true, children: [new TextRun(text)] });

const grey = (text: string): TextRun => new TextRun({ text, color: GREY, size: SMALL_HALF_POINTS });

const shaded = (children: TextRun[]): Paragraph => new Paragraph({ children, shading: { type: 'clear', fill: TINT } });

const textOf = (text: string): Paragraph =>
  new Paragraph({ ...directionOf(text), spacing: { after: 80 }, children: [spoken(text)] });

function claimOf({ text, source }: OutlineClaim, look: 'normal' | 'small'): Paragraph {
  const words = look === 'small' ? grey(text) : spoken(text);
  return new Paragraph({ ...directionOf(text), bullet: { level: 0 }, children: [words, grey(`  ${source}`)] });
}

function turnOf({ name, time, text, translation }: TranscriptParagraph): Paragraph[] {
  const speaker = name === null || name === '' ? [] : [new TextRun({ text: `${name}  `, bold: true })];
  const children = [...speaker, grey(`${time}  `), spoken(text)];
  const original = new Paragraph({ ...directionOf(text), spacing: { after: 100 }, children });
  if (translation === null) return [original];
  return [
    original,
    new Paragraph({ indent: { left: INDENT_TWIPS }, spacing: { after: 100 }, children: [grey(translation)] }),
  ];
}

const spoken = (text: string): TextRun => new TextRun({ text, rightToLeft: RIGHT_TO_LEFT.test(text) });

const directionOf = (text: string): { readonly bidirectional: boolean } => ({
  bidirectional: RIGHT_TO_LEFT.test(text),
});
