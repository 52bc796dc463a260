import type { MeetingDocument } from '../../ports/document-writer.ts';

/** The whole document for other programs and for import; nothing is left out. */
export function renderJson({ meeting, durationMs, transcript, minutes, warnings }: MeetingDocument): string {
  const { id, title, startedAtMs } = meeting;
  const document = { version: 1, meeting: { id, title, startedAtMs }, durationMs, transcript, minutes, warnings };
  return `${JSON.stringify(document, null, 2)}\n`;
}
