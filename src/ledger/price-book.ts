import type { TokenPrice } from '../domain/token-price.ts';
import type { PriceSource } from '../domain/usage.ts';
import { type PriceRow, priceTable } from './price-table.ts';

export interface FoundPrice {
  readonly price: TokenPrice;
  readonly source: Exclude<PriceSource, 'provider' | 'unknown'>;
}

/** Answers of machines of one's own cost nothing. */
const OWN_PROVIDER = 'local';
const FREE: TokenPrice = { input: 0, output: 0 };

/** Prices by provider and model: fetched ones first, then the dated table, else none. */
export class PriceBook {
  readonly #table: readonly PriceRow[];
  readonly #fetched = new Map<string, TokenPrice>();

  constructor(table: readonly PriceRow[] = priceTable) {
    this.#table = table;
  }

  /** What a provider lists now; a price that is no number is left out. */
  setFetched(provider: string, prices: ReadonlyMap<string, TokenPrice>): void {
    for (const [model, price] of prices) {
      if (price.input >= 0 && price.output >= 0) this.#fetched.set(keyOf(provider, model), price);
    }
  }

  find(provider: string, model: string): FoundPrice | null {
    if (provider === OWN_PROVIDER) return { price: FREE, source: 'table' };
    const fetched = this.#fetched.get(keyOf(provider, model));
    if (fetched) return { price: fetched, source: 'fetched' };
    const row = this.#table.find((entry) => entry.provider === provider && isModel(entry.model, model));
    return row ? { price: row, source: 'table' } : null;
  }

  /** For a model that nobody knows: no known one costs more. */
  get dearest(): TokenPrice {
    const all = [...this.#fetched.values(), ...this.#table];
    return {
      input: Math.max(0, ...all.map(({ input, above }) => Math.max(input, above?.input ?? 0))),
      output: Math.max(0, ...all.map(({ output, above }) => Math.max(output, above?.output ?? 0))),
    };
  }
}

/** OpenRouter answers with dated names: "openai/gpt-4o-mini-2024-07-18", "openai/gpt-4o-mini:free" is another one. */
const isModel = (known: string, model: string): boolean =>
  model === known || (model.startsWith(`${known}-`) && /^\d{4}-?\d{2}-?\d{2}$/.test(model.slice(known.length + 1)));

const keyOf = (provider: string, model: string): string => `${provider} ${model}`;
