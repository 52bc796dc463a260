import type { TokenPrice } from '../domain/token-price.ts';

export interface TokenCounts {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Part of the input. */
  readonly cachedTokens: number;
}

/** Whole micro-dollars of one call. */
export function tokenCost({ inputTokens, outputTokens, cachedTokens }: TokenCounts, price: TokenPrice): number {
  const { input, output } = price.above && inputTokens > price.above.inputTokens ? price.above : price;
  const cached = Math.min(cachedTokens, inputTokens);
  const cachedPrice = Math.min(price.cachedInput ?? input, input);
  return Math.round((inputTokens - cached) * input + cached * cachedPrice + outputTokens * output);
}
