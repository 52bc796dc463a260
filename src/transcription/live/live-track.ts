import type { Pcm } from '../../domain/audio.ts';
import type { LostSound } from '../../domain/lost-sound.ts';
import { isAbort } from '../../errors.ts';
import type { Ear } from './ear.ts';
import type { TrackLane } from './lane.ts';

/** One speaker of a live meeting. Samples are counted from the meeting's zero (16 kHz). */
export class LiveTrack {
  readonly trackId: string;
  readonly #ear: Ear;
  readonly #lane: TrackLane;
  readonly #onEnd: () => void;
  #ending: Promise<void> | null = null;

  constructor(parts: {
    readonly trackId: string;
    readonly ear: Ear;
    readonly lane: TrackLane;
    readonly onEnd: () => void;
  }) {
    this.trackId = parts.trackId;
    this.#ear = parts.ear;
    this.#lane = parts.lane;
    this.#onEnd = parts.onEnd;
  }

  /** Samples that came for a time that had passed already; they were left out. */
  get lateSamples(): number {
    return this.#ear.lateSamples;
  }

  /**
   * Sound that begins at `startSample`, in order of time; what lies between two calls is silence and costs nothing. The samples are copied
   * before it returns. Resolves when there is room for more: who does not wait for it holds the sound in memory. `lost`, in samples of the track: what
   * never arrived, up to the end of this sound or after it.
   *
   * @throws the reason why the meeting was closed
   */
  push(startSample: number, pcm: Pcm, lost?: readonly LostSound[]): Promise<void> {
    return this.#ear.push(startSample, pcm, lost);
  }

  /** Nobody has been heard up to here. Without it the last words of somebody who sends no silence wait for the next sound. */
  advance(sample: number): void {
    this.#ear.advance(sample);
  }

  /** Resolves when everything pushed so far that can be heard is heard. */
  async settled(): Promise<void> {
    await this.#ear.heard();
    await this.#lane.answered();
  }

  /** The speaker is gone: resolves when the last caption is final. Sound that comes later is refused. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    try {
      await this.#ear.end();
      await this.#lane.answered();
    } catch (error: unknown) {
      if (!isAbort(error)) throw error; // else the meeting was closed, and the captions are final all the same
    } finally {
      this.#lane.stop();
      this.#onEnd();
    }
  }
}
