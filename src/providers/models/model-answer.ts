import type { ModelEntry } from '../../ports/model-library.ts';
import { DownloadFault } from './download-fault.ts';
import type { PartFile, PartOrigin } from './part-file.ts';

/** A host that asks for more patience than this is as good as gone. */
const LONGEST_RETRY_AFTER_MS = 60_000;

/** What the host's answer means for the part on the disk. */
export interface ModelAnswer {
  /** False = the bytes are the file from its start. */
  readonly isContinuation: boolean;
  readonly origin: PartOrigin;
  /** Bytes of the whole file; null when the host does not tell. */
  readonly totalBytes: number | null;
}

/** Headers that ask for the rest of `part`, or for all when it must not be continued. */
export function askForRest(part: PartFile, entry: ModelEntry): Record<string, string> {
  const plain = { 'accept-encoding': 'identity', 'user-agent': 'ai-mom' };
  const { origin, bytes } = part;
  const validator = origin?.etag ?? origin?.lastModified;
  // Without a validator only the sha256 of the table tells whether two halves belong together.
  const mayContinue = bytes > 0 && origin?.url === entry.url && (validator || entry.sha256 !== null);
  if (!mayContinue) return plain;
  return { ...plain, range: `bytes=${bytes}-`, ...(validator ? { 'if-range': validator } : {}) };
}

/** @throws DownloadFault when there is no file, or not this one, behind the answer */
export function readAnswer(response: Response, part: PartFile, entry: ModelEntry): ModelAnswer {
  const { host } = new URL(entry.url);
  if (response.status !== 200 && response.status !== 206) throw statusFault(response, host);
  if (/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) throw webPageFault(host);
  const answer = response.status === 206 ? continuation(response, part, entry) : whole(response, entry);
  if (entry.bytes !== null && answer.totalBytes !== null && answer.totalBytes !== entry.bytes)
    throw new DownloadFault('wrong-answer', `it has ${answer.totalBytes} bytes where ${entry.bytes} are published`);
  return answer;
}

/** Something between this machine and the host answers in its place. */
export const webPageFault = (host: string): DownloadFault =>
  new DownloadFault('web-page', `${host} answers with a web page instead of the model (a proxy or a login page?)`);

function whole({ headers }: Response, entry: ModelEntry): ModelAnswer {
  const isPlain = ['', 'identity'].includes(headers.get('content-encoding') ?? '');
  const length = isPlain ? Number.parseInt(headers.get('content-length') ?? '', 10) : Number.NaN;
  return { isContinuation: false, origin: originOf(headers, entry), totalBytes: Number.isNaN(length) ? null : length };
}

function continuation({ headers }: Response, part: PartFile, entry: ModelEntry): ModelAnswer {
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '');
  const origin = originOf(headers, entry);
  const isSame = part.origin !== null && fits(part.origin.etag, origin.etag);
  if (Number(range?.[1]) !== part.bytes || !isSame) throw changedFault(entry);
  const totalBytes = range?.[2] === '*' ? null : Number(range?.[2]);
  return { isContinuation: true, origin, totalBytes };
}

function originOf(headers: Headers, entry: ModelEntry): PartOrigin {
  const etag = headers.get('etag');
  // Weak validators must not be used for ranges (RFC 9110 §13.1.5).
  return { url: entry.url, etag: etag?.startsWith('"') ? etag : null, lastModified: headers.get('last-modified') };
}

const fits = (kept: string | null, sent: string | null): boolean => kept === null || sent === null || kept === sent;

function statusFault({ status, headers }: Response, host: string): DownloadFault {
  if (status === 416) return new DownloadFault('wrong-part', `${host} has no such part of it`);
  const said = `${host} answered ${status}`;
  if (status === 429 || status === 408 || status >= 500) {
    const seconds = Number.parseInt(headers.get('retry-after') ?? '', 10);
    const retryAfterMs = Number.isNaN(seconds) ? 0 : Math.min(seconds * 1000, LONGEST_RETRY_AFTER_MS);
    return new DownloadFault('interrupted', said, { retryAfterMs });
  }
  return new DownloadFault('refused', status === 404 ? `${said} (not found)` : said);
}

const changedFault = ({ url }: ModelEntry): DownloadFault =>
  new DownloadFault('wrong-part', `${new URL(url).host} has changed it in the middle of the download`);
