/** Smaller steps are rounding of the container's clock. */
const TOLERANCE_S = 0.5;
/** Without a declared length a longer hole is taken for a damaged time stamp. */
const LONGEST_GAP_S = 600;

/**
 * Keeps sample count and recording time together: tells how much silence belongs before a frame whose time stamp lies ahead of the
 * samples (lost packets, pauses that were not recorded, sound that starts after the picture). Stamps that leap wildly are ignored.
 */
export class Timeline {
  readonly #declaredS: number | null;
  #startS: number | null;
  #positionS = 0;
  #filledS = 0;

  /** `startS` is the time stamp of the recording's beginning, `declaredS` its length, where the container tells them. */
  constructor(startS: number | null, declaredS: number | null) {
    this.#startS = startS;
    this.#declaredS = declaredS;
  }

  /** Silence that was asked for in all. */
  get filledS(): number {
    return this.#filledS;
  }

  /** Seconds of silence to put before a frame of `lengthS` that is stamped `stampS`. */
  gapBefore(stampS: number | null, lengthS: number): number {
    const gapS = stampS === null ? 0 : this.#gapTo(stampS);
    this.#filledS += gapS;
    this.#positionS += gapS + lengthS;
    return gapS;
  }

  #gapTo(stampS: number): number {
    this.#startS ??= stampS;
    const gapS = stampS - this.#startS - this.#positionS;
    if (gapS > TOLERANCE_S && this.#isBelievable(gapS)) return gapS;
    if (Math.abs(gapS) > TOLERANCE_S) this.#startS = stampS - this.#positionS;
    return 0;
  }

  #isBelievable(gapS: number): boolean {
    if (this.#declaredS === null) return gapS <= LONGEST_GAP_S;
    return this.#positionS + gapS <= this.#declaredS + TOLERANCE_S;
  }
}
