/** Confidence below which every third token was a guess: whoever quotes such words should listen again. */
export const UNSURE = 0.65;
