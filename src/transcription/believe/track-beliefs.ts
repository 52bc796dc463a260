import { sameSpelling } from './words.ts';

/** Two "Yes." in a row are talk; engines invent the same phrase for every breath. */
const SAID_IN_A_ROW = 2;

/** What one speaker's chunks said, in order of time: the same text again and again with little that speaks for it is invented. */
export class TrackBeliefs {
  #last = '';
  #times = 0;

  /** Whether the text would be the same once too often. */
  isRefrain(text: string, isWeakEvidence: boolean): boolean {
    return isWeakEvidence && this.#times >= SAID_IN_A_ROW && sameSpelling(text) === this.#last;
  }

  /** Remembers what the next chunk is compared with. "" changes nothing: a refrain that was left out is still going on. */
  heard(text: string): void {
    const spelling = sameSpelling(text);
    if (spelling === '') return;
    this.#times = spelling === this.#last ? this.#times + 1 : 1;
    this.#last = spelling;
  }
}
