import type { Clock } from '../../ports/clock.ts';
import type { Endpoint } from './endpoint.ts';
import { HostFault, networkFault } from './host-fault.ts';
import { LinkedAbort } from './linked-abort.ts';

/** Twenty times what 30 s of speech need with every token told. */
const LONGEST_BODY_BYTES = 1_048_576;

/** How the network is used. */
export interface ExchangeOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** For one request, from its start to the last byte of the answer. */
  readonly timeoutMs: number;
}

/** What a host said, whatever its status. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly body: string;
  /** False when more came than anybody needs; the rest was left. */
  readonly isWhole: boolean;
}

/**
 * One request with a deadline. Leaving it early closes the connection, which makes whisper.cpp's server stop its work.
 *
 * @throws HostFault unreachable, timeout; an aborted signal's reason
 */
export async function exchange(
  endpoint: Endpoint,
  request: { readonly url: string; readonly form?: FormData },
  { fetch, clock, timeoutMs }: ExchangeOptions,
  signal: AbortSignal,
): Promise<Reply> {
  using end = new LinkedAbort(signal);
  end.endAfter(clock, timeoutMs, new HostFault('timeout', `${endpoint.name} gave no answer in ${timeoutMs / 1000} s`));
  try {
    const upload = request.form ? await encode(request.form) : null;
    const response = await fetch(request.url, {
      ...(upload ? { method: 'POST', body: upload.bytes } : {}),
      headers: { ...headersFor(endpoint), ...(upload ? { 'content-type': upload.contentType } : {}) },
      // A redirect would turn the POST into a GET, and carry audio to where nobody sent it.
      redirect: 'manual',
      signal: end.signal,
    });
    return { ...headOf(response), ...(await readBody(response)) };
  } catch (error) {
    end.signal.throwIfAborted();
    throw networkFault(error, endpoint.name);
  }
}

/** In one piece: undici 7 lets a rejection escape when a request is aborted while it still reads the parts of a form. */
async function encode(
  form: FormData,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string }> {
  const encoded = new Response(form);
  return { bytes: new Uint8Array(await encoded.arrayBuffer()), contentType: encoded.headers.get('content-type') ?? '' };
}

function headersFor({ apiKey }: Endpoint): Record<string, string> {
  return {
    accept: 'application/json',
    'user-agent': 'ai-mom',
    ...(apiKey ? { authorization: `Bearer ${apiKey.reveal()}` } : {}),
  };
}

const headOf = ({ status, headers }: Response): Pick<Reply, 'status' | 'contentType' | 'retryAfter'> => ({
  status,
  contentType: headers.get('content-type') ?? '',
  retryAfter: headers.get('retry-after'),
});

async function readBody({ body }: Response): Promise<Pick<Reply, 'body' | 'isWhole'>> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > LONGEST_BODY_BYTES) return { body: '', isWhole: false };
    parts.push(part);
  }
  return { body: new TextDecoder().decode(Buffer.concat(parts)), isWhole: true };
}
