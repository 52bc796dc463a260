import type { Caption } from '../../domain/caption.ts';
import type { PlacedUtterance } from './placed-utterance.ts';

/** More captions than a call of a day has; where there are more, the step grows with them. */
const USUAL_STEP = 100_000;

/**
 * Ids of utterances that no caption said. Each is numbered after the caption of any track that began last before it: s100012 came after the caption
 * s12, s200012 after that. So an id depends only on what was said until then.
 */
export class NewIds {
  readonly #captions: readonly Caption[];
  readonly #step: number;
  readonly #given = new Map<number, number>();
  #next = 0;
  #anchor = 0;

  /** @param captions In order of time. */
  constructor(captions: readonly Caption[]) {
    this.#captions = captions;
    const highest = captions.reduce((most, { id }) => Math.max(most, numberOf(id)), 0);
    this.#step = highest === 0 ? 1 : Math.max(USUAL_STEP, 10 ** String(highest).length);
  }

  /** Utterances are asked for in order of time. */
  next({ startMs }: Pick<PlacedUtterance, 'startMs'>): string {
    for (;;) {
      const caption = this.#captions[this.#next];
      if (!caption || caption.startMs > startMs) break;
      this.#anchor = numberOf(caption.id) || this.#anchor;
      this.#next += 1;
    }
    const count = (this.#given.get(this.#anchor) ?? 0) + 1;
    this.#given.set(this.#anchor, count);
    return `s${this.#anchor + count * this.#step}`;
  }
}

/** "s12" -> 12; 0 for an id of another kind, which no number can collide with. */
const numberOf = (id: string): number => Number(/^s(\d{1,15})$/.exec(id)?.[1] ?? 0);
