import type { MeetingDocument } from '../../ports/document-writer.ts';
import type { Outline, Section, TranscriptParagraph } from './outline.ts';
import { outlineDocument } from './outline-document.ts';

/** The minutes and the transcript in Markdown; nothing that was said can act as markup. */
export function renderMarkdown(document: MeetingDocument, timeZone: string): string {
  const outline = outlineDocument(document, timeZone);
  const blocks = [
    ...headerOf(outline),
    ...outline.sections.flatMap(sectionOf),
    '## Transcript',
    ...transcriptOf(outline),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function headerOf({ title, facts, label, notices }: Outline): readonly string[] {
  const quoted = [label, ...notices].map((line) => `> ${escapeMarkdown(line)}`).join('\n>\n');
  return [`# ${escapeMarkdown(title)}`, escapeMarkdown(facts), quoted];
}

function sectionOf(section: Section): readonly string[] {
  const heading = `## ${escapeMarkdown(section.heading)}`;
  switch (section.kind) {
    case 'paragraphs':
      return [heading, ...section.paragraphs.map(escapeMarkdown)];
    case 'claims':
      return [
        heading,
        section.claims.map(({ text, source }) => `- ${escapeMarkdown(text)} (${escapeMarkdown(source)})`).join('\n'),
      ];
    case 'table': {
      const head = [row(section.columns.map(({ title }) => title)), row(section.columns.map(() => '---'))];
      return [heading, [...head, ...section.rows.map((cells) => row(cells.map(escapeMarkdown)))].join('\n')];
    }
  }
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function transcriptOf({ transcript }: Outline): readonly string[] {
  return transcript.length === 0 ? ['Nothing was said that could be understood.'] : transcript.map(paragraphOf);
}

function paragraphOf({ name, time, text, translation }: TranscriptParagraph): string {
  const start = name === null || name === '' ? `(${time})` : `**${escapeMarkdown(name)}** (${time}):`;
  const original = `${start} ${escapeMarkdown(text)}`;
  return translation === null ? original : `${original}\n\n> ${escapeMarkdown(translation)}`;
}

/** Backslashes before everything that is markup anywhere in a line, and at its beginning before what begins a block. */
function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]|~<>&]/g, '\\$&')
    .replace(/^(?=[#+=-])/, '\\')
    .replace(/^(\d{1,9})(?=[.)])/, '$1\\');
}
