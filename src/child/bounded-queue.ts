/** First in, first out, at most `limit` items. Policy when full: the caller waits outside for a place, in order, and is counted. */
export class BoundedQueue<Item> {
  readonly #limit: number;
  #inside: Item[] = [];
  #outside: Item[] = [];
  #delayed = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Never above the limit. */
  get size(): number {
    return this.#inside.length;
  }

  /** Callers that found the queue full, since the start. */
  get delayed(): number {
    return this.#delayed;
  }

  push(item: Item): void {
    if (this.#inside.length < this.#limit) {
      this.#inside.push(item);
      return;
    }
    this.#delayed += 1;
    this.#outside.push(item);
  }

  shift(): Item | undefined {
    const item = this.#inside.shift();
    this.#admit();
    return item;
  }

  /** Takes the item out, wherever it waits. */
  remove(item: Item): void {
    this.#inside = this.#inside.filter((other) => other !== item);
    this.#outside = this.#outside.filter((other) => other !== item);
    this.#admit();
  }

  /** Takes everything out, in order. */
  clear(): readonly Item[] {
    const items = [...this.#inside, ...this.#outside];
    this.#inside = [];
    this.#outside = [];
    return items;
  }

  #admit(): void {
    this.#inside.push(...this.#outside.splice(0, this.#limit - this.#inside.length));
  }
}
