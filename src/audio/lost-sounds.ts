import { samplesOfMs } from '../domain/audio.ts';
import { type LostSound, lostWithin, type Stretch } from '../domain/lost-sound.ts';

/** Chunker and intake hold half of this at most. */
const KEPT_SAMPLES = samplesOfMs(40_000);

/** What a live track has lost of late, in order. */
export class LostSounds {
  #lost: LostSound[] = [];

  /** In samples of the track. */
  note(lost: readonly LostSound[]): void {
    const newest = lost.at(-1);
    if (!newest) return;
    this.#lost = this.#lost.filter(({ startSample }) => startSample > newest.startSample - KEPT_SAMPLES);
    this.#lost.push(...lost);
  }

  /** What a piece of speech should tell of it. */
  of(stretch: Stretch): { readonly lost?: readonly LostSound[] } {
    const lost = lostWithin(this.#lost, stretch);
    return lost.length > 0 ? { lost } : {};
  }
}
