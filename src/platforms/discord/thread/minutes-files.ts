import type { DocumentFormat, DocumentWriter, MeetingDocument } from '../../../ports/document-writer.ts';
import type { PostFile } from './post-body.ts';

const FILES: readonly { readonly format: DocumentFormat; readonly name: string }[] = [
  { format: 'md', name: 'minutes' },
  { format: 'txt', name: 'transcript' },
  { format: 'vtt', name: 'transcript' },
];
/** docs: "Uploading Files": 10 MiB a file without boosts; the request as a whole needs some room. */
const FILE_LIMIT_BYTES = 9 * 1_024 * 1_024;

/** What is attached to minutes; a file that Discord would not take is left out (`/mom export` says so and helps). */
export async function minutesFiles(
  document: MeetingDocument,
  documents: Pick<DocumentWriter, 'render'>,
  signal?: AbortSignal,
): Promise<readonly PostFile[]> {
  const files = await Promise.all(
    FILES.map(async ({ format, name }) => ({
      name: `${name}-${document.meeting.id}.${format}`,
      bytes: await documents.render(format, document, signal),
    })),
  );
  return files.filter(({ bytes }) => bytes.byteLength <= FILE_LIMIT_BYTES);
}
