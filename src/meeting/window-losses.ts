import type { LostSound } from '../domain/lost-sound.ts';
import { lostInPieces, type SpeechWindow } from '../domain/speech-window.ts';

/** What the windows of one track, in order of time, should tell of its lost sound. */
export class WindowLosses {
  readonly #lost: readonly LostSound[];
  /** So many lie before everything that is still to come: of a long call's thousands only the next ones are looked at. */
  #passed = 0;

  /** `lost` is known up to the end of what was read, so it may grow. */
  constructor(lost: readonly LostSound[]) {
    this.#lost = lost;
  }

  of({ startSample, pieces }: Omit<SpeechWindow, 'trackId'>): { readonly lost?: readonly LostSound[] } {
    for (let next = this.#lost[this.#passed]; next && endOf(next) <= startSample; next = this.#lost[this.#passed])
      this.#passed++;
    const lost = lostInPieces(this.#lost.slice(this.#passed), pieces);
    return lost.length > 0 ? { lost } : {};
  }
}

const endOf = ({ startSample, sampleCount }: LostSound): number => startSample + sampleCount;
