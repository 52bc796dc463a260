import { MomError, toMomError } from '../../errors.ts';
import type { DocumentFormat, DocumentWriter, MeetingDocument } from '../../ports/document-writer.ts';
import { renderJson } from './render-json.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderSrt } from './render-srt.ts';
import { renderText } from './render-text.ts';
import { renderVtt } from './render-vtt.ts';
import { WorkerRenderer } from './worker-renderer.ts';

export interface DocumentWriterOptions {
  /** A .ttf, .otf or .ttc file for characters that the built-in font lacks, as Chinese or Japanese. */
  readonly pdfFont?: string;
  /** IANA name, as "Europe/Berlin": the zone in which the date of a meeting is told. */
  readonly timeZone: string;
}

type TextFormat = Exclude<DocumentFormat, 'pdf' | 'docx'>;

const textRenderers: Record<TextFormat, (document: MeetingDocument, timeZone: string) => string> = {
  md: renderMarkdown,
  txt: renderText,
  srt: renderSrt,
  vtt: renderVtt,
  json: renderJson,
};

/** Writes every format: text right here, PDF and DOCX in a worker thread. */
export function createDocumentWriter({ pdfFont, timeZone }: DocumentWriterOptions): DocumentWriter {
  const worker = new WorkerRenderer();
  return {
    async render(format, document, signal) {
      signal?.throwIfAborted();
      if (format === 'pdf' || format === 'docx') {
        return worker.render({ format, document, timeZone, pdfFont: pdfFont ?? null }, signal);
      }
      return new TextEncoder().encode(renderAsText(textRenderers[format], document, timeZone));
    },
    [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose](),
  };
}

function renderAsText(
  renderer: (document: MeetingDocument, timeZone: string) => string,
  document: MeetingDocument,
  timeZone: string,
): string {
  try {
    return renderer(document, timeZone);
  } catch (error) {
    throw new MomError('export_failed', toMomError(error).message, { cause: error });
  }
}
