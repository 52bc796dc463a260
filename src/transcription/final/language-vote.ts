/** So many windows with words vote on the language of a track; a first word alone is often taken for Dutch or Welsh. */
const VOTES = 3;
/** Windows that wait for the vote at most, so that a track of noise is not held in memory. */
const MOST_WINDOWS = 6;

/** What most of the first windows of a track are in. */
export class LanguageVote {
  readonly #votes: string[] = [];
  #windows = 0;

  /** No more votes are wanted. */
  get isOver(): boolean {
    return this.#votes.length >= VOTES || this.#windows >= MOST_WINDOWS;
  }

  /** The language of the next window; null when it had no words. */
  count(language: string | null): void {
    this.#windows++;
    if (language !== null) this.#votes.push(language);
  }

  /** ISO 639-1; with as many votes the language that was heard first; null without votes. */
  get winner(): string | null {
    const counts = Map.groupBy(this.#votes, (language) => language);
    return [...counts].sort(([, many], [, more]) => more.length - many.length)[0]?.[0] ?? null;
  }
}
