import { msOfSamples } from '../domain/audio.ts';
import { SEGMENT_FRAME_SAMPLES, SEGMENT_WINDOW_SAMPLES } from '../ports/speaker-segmenter.ts';
import { WINDOW_HOP_SAMPLES } from './active-windows.ts';

/*
 * The rule for one track (research/diarize.md, 9). Measured: tracks of one voice have a second one in 0 % of their windows (there 21 % in one of ten, which
 * was glued together from different rooms), tracks of several in 43 to 86 %.
 */
/** A cough or an echo is taken for another voice now and then, but not for so long. */
const SECOND_VOICE_MS = 2_000;
const LEAST_WINDOWS = 12;
const LEAST_SHARE = 0.15;
/** Somebody who only calls across the room shares no microphone. */
const LEAST_SECOND_MS = 10_000;
/** Times as much. */
const SURE = 2;

/** Windows overlap: speech in them is counted as often as it is heard. */
const COUNTED_ONCE = WINDOW_HOP_SAMPLES / SEGMENT_WINDOW_SAMPLES;

/** Adds up how much of a track a second voice has. */
export class VoiceTally {
  #windows = 0;
  #windowsOfSeveral = 0;
  #secondMs = 0;

  /** The voices of one window that stands for `weight` of them. */
  add(voices: readonly Uint8Array[], weight: number): void {
    const [, secondMs = 0] = voices.map(spokenMs).toSorted((a, b) => b - a);
    this.#windows += weight;
    this.#secondMs += weight * secondMs * COUNTED_ONCE;
    if (secondMs >= SECOND_VOICE_MS) this.#windowsOfSeveral += weight;
  }

  /** By the whole track, as far as it was heard. */
  get hasSeveral(): boolean {
    return this.#exceeds(1);
  }

  /** So much that it may be said before the track ends, and stays said: early on a few interjections reach the plain measure. */
  get isSure(): boolean {
    return this.#exceeds(SURE);
  }

  #exceeds(factor: number): boolean {
    return (
      this.#windows >= LEAST_WINDOWS &&
      this.#windowsOfSeveral >= factor * LEAST_SHARE * this.#windows &&
      this.#secondMs >= factor * LEAST_SECOND_MS
    );
  }
}

const spokenMs = (frames: Uint8Array): number =>
  msOfSamples(frames.reduce((sum, isActive) => sum + isActive, 0) * SEGMENT_FRAME_SAMPLES);
