import type { IncomingMessage } from 'node:http';
import { code, RestRefusal } from './refusal.ts';

export interface UploadedFile {
  /** Form field: `files[0]` and so on. */
  readonly field: string;
  readonly name: string;
  readonly contentType: string;
  readonly data: Buffer;
}

export interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  readonly bytes: number;
}

/** docs: "Uploading Files": the whole request at most 25 MiB. */
const REQUEST_LIMIT_BYTES = 25 * 1024 * 1024;

/** Reads a request whole. @throws RestRefusal when the body can't be read */
export async function readRequest(message: IncomingMessage): Promise<RestRequest> {
  const raw = Buffer.concat(await message.toArray());
  const url = new URL(message.url ?? '/', 'http://discord');
  const head = {
    method: message.method ?? 'GET',
    path: url.pathname.replace(/^\/api(\/v\d+)?(?=\/)/, ''),
    query: url.searchParams,
    headers: message.headers,
    bytes: raw.length,
  };
  if (raw.length > REQUEST_LIMIT_BYTES)
    throw new RestRefusal(413, code.REQUEST_TOO_LARGE, 'Request entity too large', { isViolation: true });
  const contentType = message.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/form-data')) return { ...head, ...(await readForm(raw, contentType)) };
  if (!contentType.startsWith('application/json')) return { ...head, body: raw.length > 0 ? raw : null, files: [] };
  return { ...head, body: raw.length > 0 ? parse(raw.toString()) : null, files: [] };
}

async function readForm(raw: Buffer, contentType: string) {
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': contentType } }).formData();
  const files: UploadedFile[] = [];
  let body: unknown = null;
  for (const [field, value] of form) {
    if (field === 'payload_json') body = parse(typeof value === 'string' ? value : await value.text());
    else if (typeof value !== 'string') files.push(await uploaded(field, value));
  }
  return { body, files };
}

const uploaded = async (field: string, file: File): Promise<UploadedFile> => ({
  field,
  name: file.name,
  contentType: file.type || 'application/octet-stream',
  data: Buffer.from(await file.arrayBuffer()),
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RestRefusal(400, code.INVALID_JSON, 'The request body contains invalid JSON.', { isViolation: true });
  }
}
