/** First in, first out, urgent items before the others, at most `limit` of the others. Policy when full: the caller waits outside for a place, in order, and is counted. */
export class BoundedQueue<Item> {
  readonly #limit: number;
  #urgent: Item[] = [];
  #inside: Item[] = [];
  #outside: Item[] = [];
  #delayed = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Those that are not urgent: never above the limit. */
  get size(): number {
    return this.#inside.length;
  }

  /** Callers that found the queue full, since the start. */
  get delayed(): number {
    return this.#delayed;
  }

  /** `isUrgent`: who asks has few of them and sees to it that they stay few (live captions). */
  push(item: Item, isUrgent = false): void {
    if (isUrgent) {
      this.#urgent.push(item);
      return;
    }
    if (this.#inside.length < this.#limit) {
      this.#inside.push(item);
      return;
    }
    this.#delayed += 1;
    this.#outside.push(item);
  }

  shift(): Item | undefined {
    const item = this.#urgent.shift() ?? this.#inside.shift();
    this.#admit();
    return item;
  }

  /** Takes the item out, wherever it waits. */
  remove(item: Item): void {
    this.#urgent = this.#urgent.filter((other) => other !== item);
    this.#inside = this.#inside.filter((other) => other !== item);
    this.#outside = this.#outside.filter((other) => other !== item);
    this.#admit();
  }

  /** Takes everything out, in order. */
  clear(): readonly Item[] {
    const items = [...this.#urgent, ...this.#inside, ...this.#outside];
    this.#urgent = [];
    this.#inside = [];
    this.#outside = [];
    return items;
  }

  #admit(): void {
    this.#inside.push(...this.#outside.splice(0, this.#limit - this.#inside.length));
  }
}
