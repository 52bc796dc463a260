import { MomError } from '../../../src/errors.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { LanguageModel } from '../../../src/ports/language-model.ts';
import type { ModelCard, ModelProvider } from '../../../src/ports/model-provider.ts';
import type { ToldLimits } from '../../../src/ports/rate-limits.ts';
import { type ChatBody, DialectModel } from '../../../src/providers/chat-dialect/index.ts';
import { answerText } from './answer-text.ts';
import { completionOf, refusalOf, retryHeaders } from './envelope.ts';
import type { CallScript, LlmScenario, ModelScript } from './scenario.ts';
import { spoil } from './spoil.ts';

export interface ScriptedCall {
  readonly model: string;
  readonly system: string;
  readonly user: string;
  readonly body: ChatBody;
  readonly atMs: number;
}

export interface ScriptedProviderOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly scenario: LlmScenario;
  readonly isOriginal?: boolean;
  readonly concurrency?: number;
  readonly onLimits?: (model: string, told: ToldLimits) => void;
}

/** Longer than any test, short enough for a real timer. */
const FOREVER_MS = 2_000_000_000;

/** The scenarios of `LlmServer` without a network, on the time of a clock. */
export class ScriptedProvider implements ModelProvider {
  readonly name: string;
  readonly isOriginal: boolean;
  readonly concurrency: number;
  scenario: LlmScenario;
  readonly calls: ScriptedCall[] = [];
  lists = 0;
  readonly #clock: Clock;
  readonly #onLimits: ScriptedProviderOptions['onLimits'];
  readonly #counts = new Map<string, number>();
  #running = 0;
  #mostRunning = 0;

  constructor(options: ScriptedProviderOptions) {
    this.name = options.name;
    this.isOriginal = options.isOriginal ?? true;
    this.concurrency = options.concurrency ?? 4;
    this.scenario = options.scenario;
    this.#clock = options.clock;
    this.#onLimits = options.onLimits;
  }

  get models(): readonly string[] {
    return this.calls.map(({ model }) => model);
  }

  get mostRunning(): number {
    return this.#mostRunning;
  }

  model(id: string): LanguageModel {
    const onLimits = this.#onLimits ? { onLimits: this.#onLimits } : {};
    return new DialectModel(id, {
      provider: this.name,
      clock: this.#clock,
      requestsPer: this.name === 'groq' ? 'day' : 'minute',
      isFree: this.name === 'local',
      extras: () => ({}),
      send: (body, signal) => this.#send(body, signal),
      ...onLimits,
    });
  }

  list(): Promise<readonly ModelCard[]> {
    this.lists += 1;
    const { listed } = this.scenario;
    if (!listed) return Promise.reject(new MomError('llm_unavailable', 'no list'));
    return Promise.resolve(
      listed.map(({ id, contextTokens, expirationDate }) => ({
        id,
        contextTokens: contextTokens ?? null,
        expiresAtMs: expirationDate === undefined ? null : Date.parse(expirationDate),
        price: null,
      })),
    );
  }

  async #send(body: ChatBody, signal: AbortSignal | undefined): Promise<Response> {
    const [system, user] = body.messages.map(({ content }) => content);
    this.calls.push({ model: body.model, system: system ?? '', user: user ?? '', body, atMs: this.#clock.now() });
    const script = this.scenario.models?.[body.model] ?? this.scenario.models?.['*'] ?? {};
    const call = this.#next(body.model, script);
    this.#running += 1;
    this.#mostRunning = Math.max(this.#mostRunning, this.#running);
    try {
      await this.#clock.delay(call.stalls ? FOREVER_MS : (call.delayMs ?? 0), signal);
    } finally {
      this.#running -= 1;
    }
    return this.#respond(body, script, call);
  }

  #next(model: string, { calls = [] }: ModelScript): CallScript {
    const count = this.#counts.get(model) ?? 0;
    this.#counts.set(model, count + 1);
    return calls[Math.min(count, calls.length - 1)] ?? {};
  }

  #respond(body: ChatBody, script: ModelScript, call: CallScript): Response {
    const headers = new Headers({ ...call.headers, ...retryHeaders(call, this.#clock.now()) });
    const refusal = refusalOf(body, call);
    if (refusal) throw Object.assign(new Error('refused'), { status: refusal.status, headers, error: refusal.json });
    if (call.envelope === 'hang-up') throw Object.assign(new Error('fetch failed'), { code: 'ECONNRESET' });
    if (call.envelope === 'html-200') return new Response('<html></html>', { headers });
    const text = spoil(answerText(body, script, this.scenario), call.text);
    const json = JSON.stringify(completionOf(body, text, call, script));
    return new Response(call.envelope === 'cut-stream' ? json.slice(0, json.length * 0.66) : json, { headers });
  }
}
