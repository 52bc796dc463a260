import type { MeetingDocument } from '../../ports/document-writer.ts';

/** What a worker is asked to make. */
export interface RenderJob {
  readonly format: 'pdf' | 'docx';
  readonly document: MeetingDocument;
  readonly timeZone: string;
  readonly pdfFont: string | null;
}

/** What it answers. */
export type RenderAnswer = { readonly bytes: Uint8Array } | { readonly failure: string };
