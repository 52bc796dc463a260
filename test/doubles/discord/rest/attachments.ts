import { asList, asText, type Json } from '../json.ts';
import type { LocalChannel } from '../world/channel.ts';
import type { StoredFile } from '../world/message.ts';
import type { RestContext } from './context.ts';
import { code, type FormFault, RestRefusal } from './refusal.ts';
import type { UploadedFile } from './request.ts';
import { fault, refuseFaults } from './rules/form.ts';

/** docs: up to 10 files a message. */
const FILE_LIMIT = 10;

interface Upload {
  readonly file: UploadedFile;
  readonly description: string | null;
}

/** Checks a request's files against its `attachments`. @throws RestRefusal 40005 for one that is too big, 50035 */
export function checkUploads(files: readonly UploadedFile[], body: Json, limitBytes: number): readonly Upload[] {
  const tooBig = files.find(({ data }) => data.length > limitBytes);
  if (tooBig) {
    const details = [`${tooBig.name} has ${tooBig.data.length} bytes, at most ${limitBytes}`];
    throw new RestRefusal(413, code.REQUEST_TOO_LARGE, 'Request entity too large', { isViolation: true, details });
  }
  const listed = asList(body['attachments']);
  refuseFaults([...fieldFaults(files), ...orphanFaults(files, listed)]);
  return files.map((file) => {
    const entry = listed.find(({ id }) => `files[${String(id)}]` === file.field);
    const name = asText(entry?.['filename']) || file.name;
    return { file: { ...file, name }, description: asText(entry?.['description']) || null };
  });
}

/** The files that a message keeps of those it has: without `attachments` all, else those listed by id. */
export function keptFiles(present: readonly StoredFile[], body: Json): readonly StoredFile[] {
  if (!Array.isArray(body['attachments'])) return present;
  const listed = new Set(asList(body['attachments']).map(({ id }) => String(id)));
  return present.filter(({ id }) => listed.has(id));
}

export const storeUploads = (
  { mailroom }: RestContext,
  channel: LocalChannel,
  uploads: readonly Upload[],
): readonly StoredFile[] => uploads.map(({ file, description }) => mailroom.keepFile(channel, file, description));

function fieldFaults(files: readonly UploadedFile[]): readonly FormFault[] {
  const odd = files.filter(({ field }) => !/^files\[\d+\]$/.test(field));
  const faults = odd.map(({ field }) => fault(field, 'BASE_TYPE_BAD', 'File fields are named files[n]'));
  return files.length > FILE_LIMIT ? [...faults, fault('files', 'BASE_TYPE_MAX_LENGTH', 'At most 10 files')] : faults;
}

/** Entries that name a file which the request doesn't bring. Longer ids are those of files that the message has already. */
function orphanFaults(files: readonly UploadedFile[], listed: readonly Json[]): readonly FormFault[] {
  return listed
    .filter(({ id }) => String(id).length < 15 && !files.some(({ field }) => field === `files[${String(id)}]`))
    .map(({ id }) => fault(`attachments.${String(id)}`, 'ATTACHMENT_NOT_FOUND', `There is no files[${String(id)}]`));
}
