import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the next request meets instead of a plain answer. */
export type Trouble =
  /** The connection breaks after so many bytes; the client may lose those that it has not read yet. */
  | { readonly kind: 'break'; readonly afterBytes: number }
  /** Nothing more comes after so many bytes, until `release()` or `cut()`; with `thenBytes` it happens twice. */
  | { readonly kind: 'stall'; readonly afterBytes: number; readonly thenBytes?: number }
  /** The body ends early without a word, as chunked answers can. */
  | { readonly kind: 'short'; readonly afterBytes: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Record<string, string> }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'html'; readonly contentType: string; readonly isChunked: boolean }
  /** More bytes than there are. */
  | { readonly kind: 'endless' }
  /** Range and If-Range mean nothing to it. */
  | { readonly kind: 'no-range' }
  /** It sends the rest of whatever file it has now. */
  | { readonly kind: 'no-if-range' }
  /** It sends another part than the one that was asked for. */
  | { readonly kind: 'shifted' };

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

interface HostedFile {
  readonly body: Buffer;
  readonly etag: string | null;
}

const PAGE = '<!DOCTYPE html><html><title>Log in</title>Welcome to the hotel network</html>';

/** A model host on this machine: HTTP with ranges and ETags, and troubles on demand. */
export class ModelHost implements AsyncDisposable {
  readonly requests: SeenRequest[] = [];
  readonly #server: Server;
  readonly #files = new Map<string, HostedFile>();
  readonly #troubles: Trouble[] = [];
  #stalled = Promise.withResolvers<void>();
  #released = Promise.withResolvers<'go on' | 'cut'>();
  #baseUrl = '';

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async open(): Promise<ModelHost> {
    const host = new ModelHost();
    host.#server.listen({ host: '127.0.0.1', port: 0 });
    await once(host.#server, 'listening');
    host.#baseUrl = `http://127.0.0.1:${(host.#server.address() as AddressInfo).port}`;
    return host;
  }

  get baseUrl(): string {
    return this.#baseUrl;
  }

  /** Serves `body` at `path` from now on; null takes the ETag away. */
  serve(path: string, body: Buffer, etag: string | null = `"${createHash('md5').update(body).digest('hex')}"`): void {
    this.#files.set(path, { body, etag });
  }

  /** One trouble a request, in this order. */
  next(...troubles: readonly Trouble[]): void {
    this.#troubles.push(...troubles);
  }

  /** Resolves when a stalling answer has sent its last byte. */
  stalled(): Promise<void> {
    return this.#stalled.promise;
  }

  /** Lets the stalled answer go on. */
  release(): void {
    this.#released.resolve('go on');
  }

  /** Breaks the connection of the stalled answer. */
  cut(): void {
    this.#released.resolve('cut');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.release();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.baseUrl);
    this.requests.push({ path: pathname, headers: request.headers });
    const trouble = this.#troubles.shift();
    const file = this.#files.get(pathname);
    if (trouble?.kind === 'status') return end(response, trouble.status, trouble.headers);
    if (trouble?.kind === 'redirect') return end(response, 302, { location: trouble.to });
    if (trouble?.kind === 'html') return sendPage(response, trouble);
    if (!file) return end(response, 404);
    await this.#sendFile(request, response, file, trouble);
  }

  async #sendFile(
    request: IncomingMessage,
    response: ServerResponse,
    file: HostedFile,
    trouble: Trouble | undefined,
  ): Promise<void> {
    const start = wantedStart(request, file, trouble?.kind);
    if (start >= file.body.length) return end(response, 416, { 'content-range': `bytes */${file.body.length}` });
    const isChunked = trouble?.kind === 'short' || trouble?.kind === 'endless';
    response.writeHead(start > 0 ? 206 : 200, headersOf(file, start, isChunked));
    const rest = file.body.subarray(start);
    if (trouble && 'afterBytes' in trouble) return this.#sendBroken(response, rest, trouble);
    response.end(trouble?.kind === 'endless' ? Buffer.concat([rest, Buffer.alloc(4096)]) : rest);
  }

  async #sendBroken(response: ServerResponse, rest: Buffer, trouble: Trouble & { afterBytes: number }): Promise<void> {
    const { kind, afterBytes } = trouble;
    await new Promise((resolve) => response.write(rest.subarray(0, afterBytes), resolve));
    if (kind === 'short') return void response.end();
    if (kind === 'break') return void response.destroy();
    this.#stalled.resolve();
    const next = await this.#released.promise;
    this.#stalled = Promise.withResolvers();
    this.#released = Promise.withResolvers();
    const left = rest.subarray(afterBytes);
    if (next === 'cut') response.destroy();
    else if (trouble.kind !== 'stall' || trouble.thenBytes === undefined) response.end(left);
    else await this.#sendBroken(response, left, { kind: 'stall', afterBytes: trouble.thenBytes });
  }
}

function headersOf({ body, etag }: HostedFile, start: number, isChunked: boolean): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    ...(etag ? { etag } : {}),
    ...(isChunked ? {} : { 'content-length': String(body.length - start) }),
    ...(start > 0 ? { 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` } : {}),
  };
}

/** RFC 9110 §13.1.5: a range counts only while the file is still the one that the client has seen. */
function wantedStart({ headers }: IncomingMessage, { etag }: HostedFile, kind?: Trouble['kind']): number {
  const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  const validator = headers['if-range'];
  if (kind === 'no-range') return 0;
  if (kind === 'no-if-range') return start;
  if (kind === 'shifted') return start + 1;
  return validator === undefined || validator === etag ? start : 0;
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end();
}

function sendPage(response: ServerResponse, { contentType, isChunked }: Trouble & { kind: 'html' }): void {
  response.writeHead(200, {
    'content-type': contentType,
    ...(isChunked ? {} : { 'content-length': String(PAGE.length) }),
  });
  response.end(PAGE);
}
