import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '../../src/domain/secret.ts';
import type { HttpEngineHost } from '../../src/providers/stt-http/index.ts';
import {
  answerIn,
  complaintAbout,
  dialects,
  hasSound,
  type SttDialect,
  type SttForm,
  secondsOf,
} from './stt-dialects.ts';

/** What the next transcription meets instead of its answer. */
export type SttCue =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
    }
  /** 200 with this very body. */
  | { readonly kind: 'body'; readonly body: string; readonly contentType?: string }
  /** A body without end, of a valid beginning. */
  | { readonly kind: 'endless' }
  /** Nothing comes until `release()`; then the answer. */
  | { readonly kind: 'stall' }
  /** The connection breaks in the middle of the answer. */
  | { readonly kind: 'cut' }
  /** The connection breaks before it. */
  | { readonly kind: 'hang-up' };

export interface SeenTranscription extends SttForm {
  readonly seconds: number;
  readonly headers: IncomingMessage['headers'];
}

const KEY = 'gsk_double0123456789abcdef';

/**
 * A speech-to-text host on this machine that speaks one dialect strictly: wrong fields, keys and WAV files are refused. It says
 * `text` to every sound and nothing to silence, and fails on cue.
 */
export class SttServer implements AsyncDisposable {
  readonly dialect: SttDialect;
  /** Transcriptions that were understood, in order. */
  readonly seen: SeenTranscription[] = [];
  /** What was refused with 400, for tests to show. */
  readonly complaints: string[] = [];
  text = 'hi there, all.';
  /** Status of the answer to the question about its health. */
  healthStatus = 200;
  readonly #cues: SttCue[] = [];
  readonly #arrivals: (() => void)[] = [];
  readonly #departures: (() => void)[] = [];
  #server: Server | null = null;
  #port = 0;
  #requests = 0;
  #healthChecks = 0;
  #running = 0;
  #mostRunning = 0;
  #lost = 0;
  #released = Promise.withResolvers<void>();

  private constructor(dialect: SttDialect) {
    this.dialect = dialect;
  }

  static async open(dialect: SttDialect): Promise<SttServer> {
    const server = new SttServer(dialect);
    await server.rise();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}${dialects[this.dialect].path}`;
  }

  get name(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Every request of any kind. */
  get requests(): number {
    return this.#requests;
  }

  get healthChecks(): number {
    return this.#healthChecks;
  }

  /** Transcriptions that were under way at the same time, at most. */
  get mostRunning(): number {
    return this.#mostRunning;
  }

  /** Clients that left before their answer. */
  get lost(): number {
    return this.#lost;
  }

  /** As the product is configured with it. */
  host(settings: Partial<HttpEngineHost> = {}): HttpEngineHost {
    const key = dialects[this.dialect].needsKey ? { apiKey: new Secret(KEY) } : {};
    return { url: this.url, kind: this.dialect, concurrency: 1, ...key, ...settings };
  }

  /** One cue a transcription, in this order. */
  next(...cues: readonly SttCue[]): void {
    this.#cues.push(...cues);
  }

  /** Resolves when the next transcription has arrived whole. */
  arrival(): Promise<void> {
    return new Promise((resolve) => this.#arrivals.push(resolve));
  }

  /** Resolves when the next client leaves before its answer. */
  departure(): Promise<void> {
    return new Promise((resolve) => this.#departures.push(resolve));
  }

  /** Lets everything that stalls go on. */
  release(): void {
    this.#released.resolve();
    this.#released = Promise.withResolvers();
  }

  /** Listens, on the same port as before. */
  async rise(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response));
    server.listen({ host: '127.0.0.1', port: this.#port });
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Goes away like a killed process: every connection breaks, none is accepted. */
  async fall(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.fall();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#requests += 1;
    const { pathname } = new URL(request.url ?? '/', 'http://double');
    const { path, healthPath, needsKey } = dialects[this.dialect];
    const isHealth = request.method === 'GET' && pathname === healthPath;
    if (isHealth) this.#healthChecks += 1;
    if (!isHealth && (request.method !== 'POST' || pathname !== path)) return send(response, 404, 'text/plain', 'no');
    if (needsKey && request.headers.authorization !== `Bearer ${KEY}`)
      return this.#refuse(response, 401, 'Invalid API Key');
    if (isHealth) return send(response, this.healthStatus, 'application/json', '{"status":"ok"}');
    await this.#transcribe(request, response);
  }

  async #transcribe(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await readForm(request).catch(() => null);
    if (request.destroyed && !request.complete) return;
    const complaint = form ? complaintAbout(this.dialect, form) : 'no file in the request';
    if (!form || complaint !== null) {
      this.complaints.push(complaint ?? '');
      return this.#refuse(response, 400, complaint ?? '');
    }
    this.seen.push({ ...form, seconds: secondsOf(form.audio), headers: request.headers });
    this.#running += 1;
    this.#mostRunning = Math.max(this.#mostRunning, this.#running);
    response.once('close', () => this.#left(response));
    for (const arrived of this.#arrivals.splice(0)) arrived();
    await this.#perform(response, form, this.#cues.shift());
  }

  #left(response: ServerResponse): void {
    this.#running -= 1;
    if (response.writableFinished) return;
    this.#lost += 1;
    for (const departed of this.#departures.splice(0)) departed();
  }

  async #perform(response: ServerResponse, form: SttForm, cue: SttCue | undefined): Promise<void> {
    const text = hasSound(form.audio) ? this.text : '';
    const answer = JSON.stringify(answerIn(this.dialect, text, secondsOf(form.audio)));
    if (cue?.kind === 'status') return this.#sendStatus(response, cue);
    if (cue?.kind === 'body') return send(response, 200, cue.contentType ?? 'application/json', cue.body);
    if (cue?.kind === 'hang-up') return void response.destroy();
    if (cue?.kind === 'endless') return sendEndless(response);
    if (cue?.kind === 'cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
      return void response.write(answer.slice(0, answer.length / 2), () => response.destroy());
    }
    if (cue?.kind === 'stall') await this.#released.promise;
    send(response, 200, 'application/json', answer);
  }

  #sendStatus(response: ServerResponse, { status, body, headers }: SttCue & { kind: 'status' }): void {
    if (body === undefined && headers === undefined) this.#refuse(response, status, 'as told');
    else response.writeHead(status, headers).end(body ?? '');
  }

  /** As each of them words it: whisper.cpp's server in plain text, the services in JSON. */
  #refuse(response: ServerResponse, status: number, message: string): void {
    const error = { message, type: 'invalid_request_error', param: null, code: null };
    if (this.dialect === 'whisper-server') send(response, status, 'text/plain', 'Invalid request');
    else send(response, status, 'application/json', JSON.stringify({ error }));
  }
}

async function readForm(request: IncomingMessage): Promise<SttForm> {
  const body = Buffer.concat(await request.toArray());
  const form = await new Response(body, {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  }).formData();
  const fields: Record<string, string[]> = {};
  let file: File | null = null;
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = [...(fields[name] ?? []), value];
    else if (name === 'file' && !file) file = value;
    else throw new Error(`unexpected file ${name}`);
  }
  if (!file) throw new Error('no file');
  return { fields, audio: Buffer.from(await file.arrayBuffer()), fileName: file.name };
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { 'content-type': contentType }).end(body);
}

function sendEndless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"text":"');
  const more = () => {
    while (!response.destroyed && response.write('a'.repeat(65_536)));
  };
  response.on('drain', more);
  more();
}
