/** One line of the summary while people talk. `id` is "p1", "q1", "a1", … and never used twice. */
export interface DraftItem {
  readonly id: string;
  readonly text: string;
  /** Utterance ids, never empty. */
  readonly evidence: readonly string[];
}

export interface DraftAction extends DraftItem {
  /** Display name of somebody who speaks here, or null. */
  readonly owner: string | null;
}

/** What a meeting is about so far. A draft by its type: nobody has agreed on it, and the minutes take its place. */
export interface LiveDraft {
  readonly isDraft: true;
  /** local: quotes chosen without a model. */
  readonly source: 'local' | 'model';
  /** What is talked about now; null at the beginning. */
  readonly topic: string | null;
  readonly points: readonly DraftItem[];
  readonly openQuestions: readonly DraftItem[];
  readonly actions: readonly DraftAction[];
  /** How many ids were given out so far. */
  readonly idsGiven: number;
}
