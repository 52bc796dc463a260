import { parentPort, workerData } from 'node:worker_threads';
import type { RenderAnswer, RenderJob } from './render-job.ts';

/** Entry of the worker thread: one job, one answer. The SDKs are loaded here and only when their format is asked for. */
async function answerJob(job: RenderJob): Promise<RenderAnswer> {
  try {
    return { bytes: await render(job) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

async function render({ format, document, timeZone, pdfFont }: RenderJob): Promise<Uint8Array> {
  if (format === 'docx') {
    const { renderDocx } = await import('./render-docx.ts');
    return renderDocx(document, timeZone);
  }
  const { renderPdf } = await import('./render-pdf.ts');
  return renderPdf(document, { timeZone, pdfFont });
}

const answer = await answerJob(workerData as RenderJob);
parentPort?.postMessage(answer, 'bytes' in answer ? [answer.bytes.buffer as ArrayBuffer] : []);
