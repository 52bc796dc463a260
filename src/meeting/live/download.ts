import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MomError } from '../../errors.ts';

export interface DownloadOptions {
  readonly fetch: typeof fetch;
  /** Whether the platform keeps attachments there. */
  readonly isAllowed: (url: URL) => boolean;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Brings an attachment to `path`, in pieces. Only over https and only from where the platform keeps attachments, also behind no
 * redirect: whoever uploads must not have us ask hosts of their choice.
 *
 * @throws MomError recording_missing, recording_too_large, recording_unreadable; the signal's reason
 */
export async function download(address: string, path: string, options: DownloadOptions): Promise<void> {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || !options.isAllowed(url))
    throw new MomError('recording_unreadable', 'it does not lie where attachments are kept', { file: path });
  await mkdir(dirname(path), { recursive: true });
  try {
    const body = await bodyOf(url, path, options);
    await pipeline(Readable.fromWeb(body), limited(path, options.maxBytes), createWriteStream(path), {
      signal: options.signal,
    });
  } catch (error: unknown) {
    await rm(path, { force: true });
    options.signal.throwIfAborted();
    if (error instanceof MomError) throw error;
    throw new MomError('recording_unreadable', 'it could not be fetched', { cause: error, file: path });
  }
}

async function bodyOf(url: URL, path: string, { fetch, signal, maxBytes }: DownloadOptions) {
  const response = await fetch(url, { redirect: 'error', signal });
  if (response.status === 404 || response.status === 410)
    throw new MomError('recording_missing', 'it is gone', { file: path });
  if (!response.ok || !response.body)
    throw new MomError('recording_unreadable', `the server answered ${response.status}`, { file: path });
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(path, maxBytes);
  return response.body;
}

/** What a server says about the size need not be true. */
function limited(path: string, maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(piece: Uint8Array, _encoding, done) {
      bytes += piece.length;
      if (bytes > maxBytes) done(tooLarge(path, maxBytes));
      else done(null, piece);
    },
  });
}

const tooLarge = (path: string, maxBytes: number): MomError =>
  new MomError('recording_too_large', `the limit is ${Math.floor(maxBytes / 1_000_000)} MB`, { file: path });
