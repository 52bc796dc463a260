import { toMomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ModelMemory } from '../../ports/model-memory.ts';
import type { ModelCard, ModelProvider } from '../../ports/model-provider.ts';
import { withDeadline } from './deadline.ts';
import type { OnNotice } from './notice.ts';
import type { Seat } from './seat.ts';

const DAY_MS = 86_400_000;
/** How far ahead the end of a model is told. */
const WARN_AHEAD_MS = 30 * DAY_MS;
/** A list that is slow must not eat the time for the minutes. */
const LIST_TIMEOUT_MS = 5_000;

export interface CatalogueOptions {
  readonly providers: ReadonlyMap<string, ModelProvider>;
  readonly seats: readonly Seat[];
  readonly clock: Clock;
  readonly log: Logger;
  readonly memory: ModelMemory;
  readonly onNotice: OnNotice;
}

/** What the providers offer, looked up at the start and once a day. A list that does not come changes nothing. */
export class Catalogue {
  readonly #options: CatalogueOptions;
  readonly #cards = new Map<string, ReadonlyMap<string, ModelCard>>();
  #readAtMs = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;

  constructor(options: CatalogueOptions) {
    this.#options = options;
  }

  /** Null when the provider never told. */
  cardsOf(provider: string): ReadonlyMap<string, ModelCard> | null {
    return this.#cards.get(provider) ?? null;
  }

  /** Looks again when the last look is a day old. Takes 5 s at most and never fails. */
  async refresh(signal: AbortSignal): Promise<void> {
    const isFresh = this.#options.clock.now() - this.#readAtMs < DAY_MS;
    if (isFresh && !this.#reading) return;
    this.#reading ??= this.#readAll(signal).finally(() => {
      this.#reading = null;
    });
    await this.#reading;
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    const providers = [...this.#options.providers.values()];
    await Promise.all(providers.map((provider) => this.#read(provider, signal)));
    this.#readAtMs = this.#options.clock.now();
    await this.#tellEnds();
  }

  async #read(provider: ModelProvider, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#options;
    try {
      const cards = await withDeadline(clock, clock.now() + LIST_TIMEOUT_MS, signal, (end) => provider.list(end));
      this.#cards.set(provider.name, new Map(cards.map((card) => [card.id, card])));
    } catch (error: unknown) {
      const { code, message } = toMomError(error);
      log.info({ provider: provider.name, code, reason: message }, 'list of models is not known');
    }
  }

  async #tellEnds(): Promise<void> {
    const { seats, clock, log } = this.#options;
    const candidates = seats.flatMap((seat) => seat.candidates.map((candidate) => ({ ...candidate, seat: seat.name })));
    for (const { provider, model, seat } of candidates) {
      const endMs = this.cardsOf(provider)?.get(model)?.expiresAtMs ?? null;
      if (endMs === null || endMs - clock.now() > WARN_AHEAD_MS || endMs <= clock.now()) continue;
      await this.#tellEnd(`${provider} ${model}`, seat, endMs).catch((error: unknown) =>
        log.warn({ err: error }, 'end of a model could not be told'),
      );
    }
  }

  async #tellEnd(name: string, seat: string, endMs: number): Promise<void> {
    const { memory, clock, onNotice } = this.#options;
    const day = new Date(endMs).toISOString().slice(0, 10);
    if (!(await memory.isNews(`ends ${name} ${day}`, clock.now()))) return;
    const text = `${name} (seat ${seat}) will no longer be offered from ${day} on.`;
    onNotice({ code: 'model-ends', about: name, text, untilMs: endMs });
  }
}
