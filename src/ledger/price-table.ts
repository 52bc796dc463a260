import type { TokenPrice } from '../domain/token-price.ts';

export interface PriceRow extends TokenPrice {
  readonly provider: string;
  readonly model: string;
  /** ISO day of the look at it. */
  readonly seen: string;
  /** read: a page or post that named it; memory: from before, worth a second look. */
  readonly basis: 'read' | 'memory';
}

/** Used where the provider neither bills in its answer nor lists its price. Sources: research of 2026-11-22 (Groq's models page, OpenRouter's model pages and the makers' announcements). */
export const priceTable: readonly PriceRow[] = [
  row('groq', 'openai/gpt-oss-120b', 0.15, 0.6, 'read', { cachedInput: 0.075 }),
  row('groq', 'openai/gpt-oss-20b', 0.075, 0.3, 'memory'),
  row('groq', 'llama-3.3-70b-versatile', 0.59, 0.79, 'memory'),
  row('groq', 'llama-3.1-70b-versatile', 0.59, 0.79, 'memory'),
  row('groq', 'qwen/qwen3.6-27b', 0.29, 0.59, 'memory'),
  row('openrouter', 'meta-llama/llama-3.3-70b-instruct', 0.13, 0.4, 'memory'),
  row('openrouter', 'meta-llama/llama-3.1-70b-instruct', 0.4, 0.4, 'memory'),
  row('openrouter', 'openai/gpt-4o-mini', 0.15, 0.6, 'read'),
  row('openrouter', 'openai/gpt-6-luna', 0.1, 0.5, 'read'),
  row('openrouter', 'anthropic/claude-3-haiku', 0.25, 1.25, 'memory'),
  row('openrouter', 'anthropic/claude-haiku-4.5', 1, 5, 'memory'),
  row('openrouter', 'anthropic/claude-haiku-5.5', 0.1, 0.5, 'read', {
    above: { inputTokens: 100_000, input: 0.5, output: 2.5 },
  }),
  row('openrouter', '~anthropic/claude-haiku-latest', 0.1, 0.5, 'read', {
    above: { inputTokens: 100_000, input: 0.5, output: 2.5 },
  }),
  row('openrouter', 'google/gemini-flash-1.5', 0.075, 0.3, 'memory'),
  row('openrouter', 'google/gemini-2.5-flash', 0.3, 2.5, 'memory'),
  row('openrouter', 'google/gemini-3.8-flash', 0.75, 3.75, 'read'),
  row('openrouter', '~google/gemini-flash-latest', 0.75, 3.75, 'read'),
];

function row(
  provider: string,
  model: string,
  input: number,
  output: number,
  basis: PriceRow['basis'],
  rest: Partial<TokenPrice> = {},
): PriceRow {
  return { provider, model, input, output, seen: '2026-11-22', basis, ...rest };
}
