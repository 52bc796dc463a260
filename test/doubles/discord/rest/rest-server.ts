import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../../src/ports/clock.ts';
import type { Notices } from '../notices.ts';
import { FaultPlan, type RestFault } from './fault-plan.ts';
import { discordRates, RateLimits, type RateRule } from './rate-limits.ts';
import type { RestRecord } from './record.ts';
import { code, RestRefusal } from './refusal.ts';
import { type RestRequest, readRequest } from './request.ts';
import { type RestAnswer, type Route, Router } from './router.ts';

export interface RestSettings {
  readonly token: string;
  readonly rates?: readonly RateRule[];
  readonly clock: Clock;
  readonly notices: Notices;
  readonly routes: readonly Route[];
}

const EMPTY = { body: null, files: [], bytes: 0, query: new URLSearchParams() };

/** Discord's REST API, version 10: finds the route, checks the token, counts limits, keeps what was asked and what was wrong. */
export class RestServer {
  readonly faults = new FaultPlan();
  readonly limits: RateLimits;
  /** Every request that was answered, in the order of answers. */
  readonly requests: RestRecord[] = [];
  readonly #settings: RestSettings;
  readonly #router: Router;

  constructor(settings: RestSettings) {
    this.#settings = settings;
    this.#router = new Router(settings.routes);
    this.limits = new RateLimits(settings.rates ?? discordRates);
  }

  /** Requests that match, as `METHOD /path`. */
  requested(match: RegExp): readonly RestRecord[] {
    return this.requests.filter(({ method, path }) => match.test(`${method} ${path}`));
  }

  async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = await this.faults.take(nameOf(message));
    if (fault?.hang) return;
    if (fault?.cut === 'before') return void response.destroy();
    const planned = fault ? plannedAnswer(fault) : null;
    const { request, answer } = await this.#answer(message, planned);
    if (fault?.cut === 'after') return void response.destroy();
    write(response, answer);
    this.#keep(request, answer.status);
  }

  async #answer(message: IncomingMessage, planned: RestAnswer | null) {
    let request: RestRequest = { ...EMPTY, method: message.method ?? '', path: message.url ?? '', headers: {} };
    try {
      request = await readRequest(message);
      return { request, answer: planned ?? (await this.#handle(request)) };
    } catch (error) {
      if (!(error instanceof RestRefusal)) throw error;
      this.#complain(request, error);
      return { request, answer: refusalAnswer(error) };
    }
  }

  async #handle(request: RestRequest): Promise<RestAnswer> {
    const found = this.#router.find(request.method, request.path);
    if (!found) throw new RestRefusal(404, code.GENERAL, '404: Not Found', { isViolation: true });
    const isAllowed = found.route.isOpen || request.headers.authorization === `Bot ${this.#settings.token}`;
    if (!isAllowed) throw new RestRefusal(401, code.GENERAL, '401: Unauthorized', { isViolation: true });
    const verdict = this.limits.take(request.method, request.path);
    if (verdict.retryAfterMs !== null) return tooMany(verdict.retryAfterMs, verdict.isGlobal, verdict.headers);
    const answer = await found.route.handle({ ...request, params: found.params });
    return { ...answer, headers: { ...verdict.headers, ...answer.headers } };
  }

  #complain(request: RestRequest, refusal: RestRefusal): void {
    if (!refusal.isViolation) return;
    const { method, path } = request;
    const { status, message, details } = refusal;
    this.#settings.notices.emit('violation', { method, path, status, code: refusal.code, message, details });
  }

  #keep({ method, path, body, files, headers }: RestRequest, status: number): void {
    const userAgent = headers['user-agent'] ?? '';
    const record = { method, path, body, files, userAgent, atMs: this.#settings.clock.now(), status };
    this.requests.push(record);
    this.#settings.notices.emit('request', record);
  }
}

const nameOf = ({ method, url = '/' }: IncomingMessage): string =>
  `${method} ${url.replace(/^\/api(\/v\d+)?(?=\/)/, '').replace(/\?.*$/, '')}`;

function plannedAnswer({ status, body, headers }: RestFault): RestAnswer | null {
  if (status === undefined) return null;
  return { status, body: body ?? { message: `as told: ${status}`, code: 0 }, headers: headers ?? {} };
}

const tooMany = (waitMs: number, isGlobal: boolean, headers: Readonly<Record<string, string>>): RestAnswer => ({
  status: 429,
  headers,
  body: { message: 'You are being rate limited.', retry_after: waitMs / 1000, global: isGlobal },
});

function refusalAnswer({ status, code: discordCode, message, errors }: RestRefusal): RestAnswer {
  return { status, body: { message, code: discordCode, ...(errors ? { errors } : {}) } };
}

function write(response: ServerResponse, { status, body, headers = {} }: RestAnswer): void {
  if (body === undefined) response.writeHead(status, headers).end();
  else if (Buffer.isBuffer(body)) response.writeHead(status, headers).end(body);
  else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
