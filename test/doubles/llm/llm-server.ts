import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { answerText } from './answer-text.ts';
import { completionOf, refusalOf, retryHeaders } from './envelope.ts';
import type { CallScript, LlmScenario, ModelScript } from './scenario.ts';
import { spoil } from './spoil.ts';

const bodySchema = z
  .object({
    model: z.string(),
    messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1),
    response_format: z
      .object({ type: z.string(), json_schema: z.object({ name: z.string(), strict: z.boolean() }).loose().optional() })
      .optional(),
  })
  .loose();

export type SeenBody = z.infer<typeof bodySchema>;

export interface SeenCall {
  readonly model: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: SeenBody;
  readonly atMs: number;
}

/**
 * A provider of language models on this machine: Groq's dialect under /openai/v1, OpenRouter's under /api/v1, anybody's under /v1. It
 * does what its scenario says, model by model and call by call.
 */
export class LlmServer implements AsyncDisposable {
  /** May be changed while it runs. */
  scenario: LlmScenario;
  readonly seen: SeenCall[] = [];
  readonly #counts = new Map<string, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #departures: (() => void)[] = [];
  #server: Server | null = null;
  #port = 0;

  private constructor(scenario: LlmScenario) {
    this.scenario = scenario;
  }

  static async open(scenario: LlmScenario = {}, port = 0): Promise<LlmServer> {
    const double = new LlmServer(scenario);
    const server = createServer((request, response) => void double.#serve(request, response));
    server.listen({ host: '127.0.0.1', port });
    await once(server, 'listening');
    double.#server = server;
    double.#port = (server.address() as AddressInfo).port;
    return double;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Models that were asked, in order. */
  get models(): readonly string[] {
    return this.seen.map(({ model }) => model);
  }

  /** Resolves when the next client leaves before its answer. */
  departure(): Promise<void> {
    return new Promise((resolve) => this.#departures.push(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.once('close', () => {
      if (!response.writableFinished) for (const departed of this.#departures.splice(0)) departed();
    });
    const { pathname } = new URL(request.url ?? '/', 'http://double');
    const path = /^\/(?:openai\/v1|api\/v1|v1)(\/.*)$/.exec(pathname)?.[1] ?? null;
    const key = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (this.scenario.refusedKeys?.includes(key)) return refuse(response, 401, 'Invalid API Key', 'invalid_api_key');
    if (request.method === 'GET') return this.#tell(path, response);
    if (path !== '/chat/completions') return void response.writeHead(404).end(`Cannot POST ${pathname}`);
    await this.#complete(request, pathname, response);
  }

  #tell(path: string | null, response: ServerResponse): void {
    const { listed = [] } = this.scenario;
    const answers: Readonly<Record<string, unknown>> = {
      '/key': { data: { limit: 10, limit_remaining: 7.5, usage_daily: 0.5, usage_monthly: 2.5 } },
      '/credits': { data: { total_credits: 10, total_usage: 2.5 } },
      ...(listed === null ? {} : { '/models': { object: 'list', data: listed.map(cardOf) } }),
    };
    const answer = answers[path ?? ''];
    if (answer === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    else send(response, 200, answer);
  }

  async #complete(request: IncomingMessage, path: string, response: ServerResponse): Promise<void> {
    const read = bodySchema.safeParse(JSON.parse(Buffer.concat(await request.toArray()).toString()));
    if (!read.success) return refuse(response, 400, read.error.message, 'invalid_request_error');
    const { model } = read.data;
    this.seen.push({ model, path, headers: request.headers, body: read.data, atMs: performance.now() });
    const script = this.scenario.models?.[model] ?? this.scenario.models?.['*'] ?? {};
    const call = this.#next(model, script);
    if (call.stalls) return;
    await this.#sleep(call.delayMs ?? 0);
    if (!response.destroyed) this.#answer(read.data, script, call, response);
  }

  #next(model: string, { calls = [] }: ModelScript): CallScript {
    const count = this.#counts.get(model) ?? 0;
    this.#counts.set(model, count + 1);
    return calls[Math.min(count, calls.length - 1)] ?? {};
  }

  #answer(body: SeenBody, script: ModelScript, call: CallScript, response: ServerResponse): void {
    const headers = { ...call.headers, ...retryHeaders(call, Date.now()) };
    const refusal = refusalOf(body, call);
    if (refusal) send(response, refusal.status, refusal.json, headers);
    else if (call.envelope === 'html-200') sendPage(response);
    else if (call.envelope === 'hang-up') response.destroy();
    else this.#sendCompletion(body, script, call, response, headers);
  }

  #sendCompletion(
    body: SeenBody,
    script: ModelScript,
    call: CallScript,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): void {
    const text = spoil(answerText(body, script, this.scenario), call.text);
    const json = completionOf(body, text, call, script);
    if (call.envelope === 'cut-stream') cut(response, JSON.stringify(json));
    else send(response, 200, json, headers);
  }

  #sleep(ms: number): Promise<void> {
    if (ms === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      this.#timers.add(timer);
    });
  }
}

const cardOf = ({ id, expirationDate, contextTokens, usdPerToken }: NonNullable<LlmScenario['listed']>[number]) => ({
  id,
  object: 'model',
  active: true,
  ...(expirationDate === undefined ? {} : { expiration_date: expirationDate }),
  ...(usdPerToken === undefined ? {} : { pricing: { prompt: usdPerToken[0], completion: usdPerToken[1] } }),
  ...(contextTokens === undefined ? {} : { context_length: contextTokens, context_window: contextTokens }),
});

function send(
  response: ServerResponse,
  status: number,
  json: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json));
}

const refuse = (response: ServerResponse, status: number, message: string, code: string): void =>
  send(response, status, { error: { message, type: 'invalid_request_error', code } });

const sendPage = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html><h1>502 Bad Gateway</h1></html>');
};

/** The connection breaks after two thirds of the body. */
function cut(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, Math.floor(body.length * 0.66)), () => response.destroy());
}
