/** Keeps the end of a text that may go on forever. */
export class TextTail {
  readonly #limit: number;
  #text = '';

  /** @param limit In characters. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get text(): string {
    return this.#text;
  }

  add(text: string): void {
    this.#text = (this.#text + text).slice(-this.#limit);
  }
}
