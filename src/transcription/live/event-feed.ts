import type { LiveEvent } from './live-event.ts';

/** A reader that is further behind has lost the thread; captions are in the store. */
const MAX_PENDING = 1_000;

/** One meeting's events for any number of readers, each at its own pace. */
export class EventFeed {
  readonly #readers = new Set<EventReader>();
  readonly #onDrop: () => void;
  #isEnded = false;

  constructor(onDrop: () => void) {
    this.#onDrop = onDrop;
  }

  tell(event: LiveEvent): void {
    for (const reader of this.#readers) reader.add(event);
  }

  /** Everything from now on, until the meeting ends or the loop is broken off. */
  subscribe(): AsyncIterableIterator<LiveEvent> {
    const reader = new EventReader(this.#onDrop, () => this.#readers.delete(reader));
    this.#readers.add(reader);
    if (this.#isEnded) reader.end();
    return reader;
  }

  end(): void {
    this.#isEnded = true;
    for (const reader of this.#readers) reader.end();
  }
}

/** Policy when slow: growth of the same caption is told in one; beyond the bound the oldest events are dropped and counted. */
class EventReader implements AsyncIterableIterator<LiveEvent> {
  readonly #onDrop: () => void;
  readonly #leave: () => void;
  readonly #pending: LiveEvent[] = [];
  #isEnded = false;
  #waiting: (() => void)[] = [];

  constructor(onDrop: () => void, leave: () => void) {
    this.#onDrop = onDrop;
    this.#leave = leave;
  }

  add(event: LiveEvent): void {
    if (!this.#merge(event)) this.#pending.push(event);
    if (this.#pending.length > MAX_PENDING) {
      this.#pending.shift();
      this.#onDrop();
    }
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  async next(): Promise<IteratorResult<LiveEvent, undefined>> {
    while (this.#pending.length === 0 && !this.#isEnded)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const value = this.#pending.shift();
    if (value) return { done: false, value };
    this.#leave();
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<LiveEvent, undefined>> {
    this.#pending.length = 0;
    this.end();
    this.#leave();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #merge(event: LiveEvent): boolean {
    if (event.type !== 'caption-delta') return false;
    const index = this.#pending.findLastIndex((other) => 'caption' in other && other.caption.id === event.caption.id);
    const last = this.#pending[index];
    if (last?.type === 'caption-start') this.#pending[index] = { ...last, caption: event.caption };
    else if (last?.type === 'caption-delta') this.#pending[index] = { ...event, delta: last.delta + event.delta };
    return last !== undefined;
  }

  #wake(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }
}
