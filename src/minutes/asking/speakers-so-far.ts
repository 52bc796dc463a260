import type { Speaker } from '../../domain/speaker.ts';
import type { Utterance } from '../../domain/transcript.ts';

/** Who spoke, in order of appearance, as the finished transcript will list them. */
export class SpeakersSoFar {
  readonly #speakers = new Map<string, Speaker>();
  readonly #isMix: boolean;

  /** `isMix`: nobody can tell who spoke. */
  constructor(isMix: boolean) {
    this.#isMix = isMix;
  }

  hear(utterances: readonly Utterance[]): void {
    for (const { speaker, name } of utterances)
      if (!this.#speakers.has(speaker)) this.#speakers.set(speaker, { speaker, name });
  }

  get list(): readonly Speaker[] | null {
    return this.#isMix ? null : [...this.#speakers.values()];
  }
}
