/** Lets one action through at a time, in the order in which they came. */
export class Turnstile {
  #last: Promise<unknown> = Promise.resolve();

  /** @throws what `action` throws */
  pass<T>(action: () => Promise<T>): Promise<T> {
    const passed = this.#last.then(action);
    this.#last = passed.catch(() => undefined); // whoever asked hears of it
    return passed;
  }
}
