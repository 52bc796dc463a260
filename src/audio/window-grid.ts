import type { Pcm } from '../domain/audio.ts';
import { VAD_WINDOW_SAMPLES } from '../ports/voice-activity.ts';

/** A window in which something was recorded, or so many whole windows in which nothing was. */
export type GridItem =
  | { readonly kind: 'sound'; readonly pcm: Pcm }
  | { readonly kind: 'silence'; readonly windows: number };

/**
 * Lays the sound of a track, which may come in pieces of any length and with holes, onto windows that begin at multiples of their length.
 * A hole costs the same however long it is.
 */
export class WindowGrid {
  #window = new Float32Array(VAD_WINDOW_SAMPLES);
  #filled = 0;
  #hasSound = false;
  #position = 0;
  #lateSamples = 0;

  /** First sample that is still to come. */
  get position(): number {
    return this.#position;
  }

  /** Samples that came for a time that had passed already; they were left out. */
  get lateSamples(): number {
    return this.#lateSamples;
  }

  /** Copies the samples: the caller may go on using the buffer. */
  push(startSample: number, pcm: Pcm): GridItem[] {
    const items = this.advance(startSample);
    const late = Math.min(Math.max(this.#position - startSample, 0), pcm.length);
    this.#lateSamples += late;
    for (let at = late; at < pcm.length; ) {
      const part = pcm.subarray(at, at + VAD_WINDOW_SAMPLES - this.#filled);
      this.#window.set(part, this.#filled);
      this.#hasSound = true;
      this.#fill(part.length, items);
      at += part.length;
    }
    return items;
  }

  /** Nothing was recorded up to here. */
  advance(sample: number): GridItem[] {
    const items: GridItem[] = [];
    const begun = Math.min(
      Math.max(sample - this.#position, 0),
      (VAD_WINDOW_SAMPLES - this.#filled) % VAD_WINDOW_SAMPLES,
    );
    this.#fill(begun, items);
    const windows = Math.floor(Math.max(sample - this.#position, 0) / VAD_WINDOW_SAMPLES);
    if (windows > 0 && this.#filled === 0) {
      items.push({ kind: 'silence', windows });
      this.#position += windows * VAD_WINDOW_SAMPLES;
    }
    this.#fill(Math.max(sample - this.#position, 0), items);
    return items;
  }

  /** The track has ended: a window that was begun keeps its real samples only. */
  flush(): GridItem[] {
    const pcm = this.#window.slice(0, this.#filled);
    const items: GridItem[] = this.#hasSound ? [{ kind: 'sound', pcm }] : [];
    this.#begin();
    return items;
  }

  /** `count` samples of the window were set, or stay silent; never more than it has room for. */
  #fill(count: number, items: GridItem[]): void {
    this.#filled += count;
    this.#position += count;
    if (this.#filled < VAD_WINDOW_SAMPLES) return;
    items.push(this.#hasSound ? { kind: 'sound', pcm: this.#window } : { kind: 'silence', windows: 1 });
    this.#begin();
  }

  #begin(): void {
    if (this.#hasSound) this.#window = new Float32Array(VAD_WINDOW_SAMPLES);
    this.#filled = 0;
    this.#hasSound = false;
  }
}
