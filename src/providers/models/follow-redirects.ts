import { DownloadFault, networkFault } from './download-fault.ts';

/** Hugging Face needs one or two. */
const MOST_REDIRECTS = 5;
const REDIRECT_STATUS = new Set([301, 302, 303, 307, 308]);

export interface GetOptions {
  readonly fetch: typeof fetch;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * GET that follows redirects itself, so that a download which began with https never leaves it.
 *
 * @throws DownloadFault unreachable, interrupted, refused; the signal's reason
 */
export async function getFollowing(address: string, options: GetOptions): Promise<Response> {
  let url = new URL(address);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const response = await getOnce(url, options);
    const location = REDIRECT_STATUS.has(response.status) ? response.headers.get('location') : null;
    if (location === null) return response;
    await response.body?.cancel();
    url = nextUrl(url, location);
  }
  throw new DownloadFault('refused', `${url.host} redirects without end`);
}

async function getOnce(url: URL, { fetch, headers, signal }: GetOptions): Promise<Response> {
  try {
    return await fetch(url, { headers, signal, redirect: 'manual' });
  } catch (error) {
    signal.throwIfAborted();
    throw networkFault(error, url.host);
  }
}

/** http may go on to http (a mirror on the own machine) or to https, https to https only. */
function nextUrl(from: URL, location: string): URL {
  const next = URL.parse(location, from.href);
  const isSafe = next?.protocol === 'https:' || (next?.protocol === 'http:' && from.protocol === 'http:');
  if (next && isSafe) return next;
  throw new DownloadFault('refused', `${from.host} redirects to an address that is not https`);
}
