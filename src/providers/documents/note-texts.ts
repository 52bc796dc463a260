import type { Outline, Section, TranscriptParagraph } from './outline.ts';
import type { PdfFonts } from './pdf-fonts.ts';

/** Counts every text of a document before the first is written, because what can't be shown is told at the top. */
export function noteTexts(fonts: PdfFonts, { title, facts, label, notices, sections, transcript }: Outline): void {
  fonts.note(title, 'bold');
  fonts.note(facts, 'regular');
  fonts.note(label, 'bold');
  for (const notice of notices) fonts.note(notice, 'regular');
  for (const { heading } of sections) fonts.note(heading, 'bold');
  for (const text of sections.flatMap(textsOf)) fonts.note(text, 'regular');
  for (const paragraph of transcript) noteParagraph(fonts, paragraph);
}

function textsOf(section: Section): readonly string[] {
  switch (section.kind) {
    case 'paragraphs':
      return section.paragraphs;
    case 'claims':
      return section.claims.flatMap(({ text, source }) => [text, source]);
    case 'table':
      return section.rows.flat();
  }
}

function noteParagraph(fonts: PdfFonts, { name, text, translation }: TranscriptParagraph): void {
  if (name !== null) fonts.note(name, 'bold');
  fonts.note(text, 'regular');
  if (translation !== null) fonts.note(translation, 'regular');
}
