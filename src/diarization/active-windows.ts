import type { Pcm } from '../domain/audio.ts';
import { SEGMENT_WINDOW_SAMPLES } from '../ports/speaker-segmenter.ts';

/** From the start of one window to the start of the next (5 s). */
export const WINDOW_HOP_SAMPLES = SEGMENT_WINDOW_SAMPLES / 2;

/**
 * Cuts the speech of one track, its pauses left out, into windows that overlap by half. Joined like that, two people who speak one after the other
 * stand in one window however long they pause.
 */
export class ActiveWindows {
  readonly #window = new Float32Array(SEGMENT_WINDOW_SAMPLES);
  #filled = 0;

  /** Takes the next speech; gives the windows that are full by it. */
  *push(speech: Pcm): Generator<Pcm> {
    let taken = 0;
    while (taken < speech.length) {
      const part = speech.subarray(taken, taken + SEGMENT_WINDOW_SAMPLES - this.#filled);
      this.#window.set(part, this.#filled);
      this.#filled += part.length;
      taken += part.length;
      if (this.#filled === SEGMENT_WINDOW_SAMPLES) yield this.#next();
    }
  }

  #next(): Pcm {
    const full = this.#window.slice();
    this.#window.copyWithin(0, WINDOW_HOP_SAMPLES);
    this.#filled -= WINDOW_HOP_SAMPLES;
    return full;
  }
}
