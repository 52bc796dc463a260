import type { VoiceEvent } from '../../../ports/voice-capture.ts';

/** Much more than an hour of coming and going. */
const MAX_WAITING = 1_000;

/**
 * Events on their way to one reader. Of "there is more in the journal" one is enough; when nobody reads, the newest are dropped and
 * counted, but never the end.
 */
export class EventQueue implements AsyncIterable<VoiceEvent> {
  readonly #waiting: VoiceEvent[] = [];
  #reader: PromiseWithResolvers<void> | null = null;
  #isEnded = false;
  #dropped = 0;

  get dropped(): number {
    return this.#dropped;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  push(event: VoiceEvent): void {
    if (this.#isEnded) return;
    this.#isEnded = event.type === 'end';
    const isRepeated = event.type === 'journal-written' && this.#waiting.at(-1)?.type === 'journal-written';
    const hasRoom = this.#waiting.length < MAX_WAITING || event.type === 'end';
    if (!hasRoom) this.#dropped += 1;
    if (hasRoom && !isRepeated) this.#waiting.push(event);
    this.#reader?.resolve();
    this.#reader = null;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<VoiceEvent> {
    for (;;) {
      const event = this.#waiting.shift();
      if (event) yield event;
      else if (this.#isEnded) return;
      else {
        this.#reader = Promise.withResolvers();
        await this.#reader.promise;
      }
    }
  }
}
