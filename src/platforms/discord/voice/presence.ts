import type { VoiceEvent } from '../../../ports/voice-capture.ts';

/** Who is there, as was told: a new worker begins by telling everybody's coming again. */
export class Presence {
  readonly #present = new Set<string>();
  #unconfirmed = new Set<string>();

  /** False for the coming of somebody who is there already. */
  isNews(event: VoiceEvent): boolean {
    if (event.type === 'member-leave') this.#present.delete(event.userId);
    if (event.type !== 'member-join') return true;
    this.#unconfirmed.delete(event.userId);
    const isNew = !this.#present.has(event.userId);
    this.#present.add(event.userId);
    return isNew;
  }

  /** The worker that told it is dead. */
  forget(): void {
    this.#unconfirmed = new Set(this.#present);
  }

  /** Who was there for the worker before and is not for this one, once it has looked. */
  gone(): readonly string[] {
    return [...this.#unconfirmed];
  }
}
