/** Simulates the death of a process: whatever asks the world through `through` never hears from it again once the power is cut. */
export class PowerSwitch {
  readonly #cut = Promise.withResolvers<void>();
  #isOn = true;
  #calls = 0;
  #cutAtCall = Number.POSITIVE_INFINITY;

  /** Calls that went through, delays aside. */
  get calls(): number {
    return this.#calls;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Resolves when the power is cut. */
  get wasCut(): Promise<void> {
    return this.#cut.promise;
  }

  cut(): void {
    this.#isOn = false;
    this.#cut.resolve();
  }

  /** Dies before the call of this number. */
  cutAtCall(number: number): void {
    this.#cutAtCall = number;
  }

  /** The same object as this process sees it. */
  through<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        const value: unknown = Reflect.get(object, name, object);
        if (typeof value !== 'function' || name === 'now')
          return typeof value === 'function' ? value.bind(object) : value;
        if (name !== 'delay') return (...words: unknown[]) => this.#count(() => value.apply(object, words));
        return (...words: unknown[]) => this.#call(() => value.apply(object, words));
      },
    });
  }

  #count(call: () => unknown): unknown {
    this.#calls += 1;
    if (this.#calls >= this.#cutAtCall) this.cut();
    return this.#call(call);
  }

  #call(call: () => unknown): unknown {
    if (!this.#isOn) return new Promise(() => undefined);
    const answer = call();
    if (!(answer instanceof Promise)) return answer;
    return new Promise((resolve, reject) => {
      const ifOn =
        <Value>(settle: (value: Value) => void) =>
        (value: Value): void => {
          if (this.#isOn) settle(value);
        };
      answer.then(ifOn(resolve), ifOn(reject));
    });
  }
}
