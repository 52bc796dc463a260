interface Span {
  readonly fromMs: number;
  toMs: number | null;
}

/** How long something lasted in all; what was told twice counts once. */
export class SpanTotal {
  readonly #spans: Span[] = [];

  start(atMs: number): void {
    this.#spans.push({ fromMs: atMs, toMs: null });
  }

  end(atMs: number): void {
    for (const span of this.#spans) span.toMs ??= atMs;
  }

  /** In ms; what has not ended lasts until `nowMs`. */
  total(nowMs: number): number {
    let sum = 0;
    let countedToMs = 0;
    for (const { fromMs, toMs } of this.#spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
      const endMs = toMs ?? nowMs;
      sum += Math.max(0, endMs - Math.max(fromMs, countedToMs));
      countedToMs = Math.max(countedToMs, endMs);
    }
    return sum;
  }
}
