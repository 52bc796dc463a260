/** US dollars for a million tokens, which is micro-dollars for one. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
  /** Input that the provider had in its cache; as `input` when not told. */
  readonly cachedInput?: number;
  /** Long requests cost more from so many input tokens on. */
  readonly above?: { readonly inputTokens: number; readonly input: number; readonly output: number };
}
