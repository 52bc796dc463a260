import type { Clock } from '../../ports/clock.ts';
import type { ModelEntry } from '../../ports/model-library.ts';
import { DownloadFault, networkFault } from './download-fault.ts';
import { getFollowing } from './follow-redirects.ts';
import { askForRest, readAnswer, webPageFault } from './model-answer.ts';
import { isWebPage, readHead } from './model-format.ts';
import type { PartFile } from './part-file.ts';
import { StallWatch } from './stall-watch.ts';

/** Larger than any model here; a host that sends without end is stopped. */
const MOST_BYTES = 16 * 2 ** 30;

export interface FetchPartOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly stallTimeoutMs: number;
  readonly onBytes: (receivedBytes: number, totalBytes: number | null) => void;
  readonly signal?: AbortSignal;
}

/**
 * One attempt: asks for what is missing and appends it to the part, which is complete on return.
 *
 * @throws DownloadFault; an aborted signal's reason
 */
export async function fetchPart(part: PartFile, entry: ModelEntry, options: FetchPartOptions): Promise<void> {
  if (entry.bytes !== null && part.bytes === entry.bytes) return part.goOn();
  const { host } = new URL(entry.url);
  await using watch = new StallWatch(options.clock, options.stallTimeoutMs, host, options.signal);
  const headers = askForRest(part, entry);
  const response = await getFollowing(entry.url, { fetch: options.fetch, headers, signal: watch.signal });
  watch.sign();
  const { totalBytes } = await begin(part, entry, response);
  await receive(response, part, { watch, host, totalBytes, onBytes: options.onBytes });
  if (totalBytes !== null && part.bytes < totalBytes) throw await shortFault(part, host);
}

async function begin(part: PartFile, entry: ModelEntry, response: Response): Promise<{ totalBytes: number | null }> {
  const { isContinuation, origin, totalBytes } = readAnswer(response, part, entry);
  if (isContinuation) part.goOn();
  else await part.startOver(origin);
  return { totalBytes: totalBytes ?? entry.bytes };
}

interface Receiving {
  readonly watch: StallWatch;
  readonly host: string;
  readonly totalBytes: number | null;
  readonly onBytes: FetchPartOptions['onBytes'];
}

async function receive(response: Response, part: PartFile, receiving: Receiving): Promise<void> {
  const { watch, host, totalBytes, onBytes } = receiving;
  const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
  onBytes(part.bytes, totalBytes);
  for (;;) {
    const chunk = await nextChunk(reader, watch, host);
    if (chunk === null) return;
    watch.sign();
    if (part.bytes + chunk.length > (totalBytes ?? MOST_BYTES))
      throw new DownloadFault('wrong-file', `it is longer than ${totalBytes ?? MOST_BYTES} bytes`);
    await part.append(chunk);
    onBytes(part.bytes, totalBytes);
  }
}

async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  watch: StallWatch,
  host: string,
): Promise<Uint8Array | null> {
  try {
    const next = await reader?.read();
    return next?.value ?? null;
  } catch (error) {
    watch.signal.throwIfAborted();
    throw networkFault(error, host);
  }
}

async function shortFault(part: PartFile, host: string): Promise<DownloadFault> {
  if (isWebPage(await readHead(part.path))) return webPageFault(host);
  return new DownloadFault('interrupted', `${host} ended the download early`);
}
