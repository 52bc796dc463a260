/** What one seat answers (research/minutes.md 2.2): no ids of its own, no times, no confidence. Evidence are utterance ids. */
export type Mood = 'positive' | 'neutral' | 'negative' | 'mixed';

export interface CitedText {
  readonly text: string;
  readonly evidence: readonly string[];
}

export type OwnerBasis = 'self_committed' | 'assigned_and_accepted' | 'assigned' | 'inferred' | 'none';

export interface DraftAction {
  readonly task: string;
  /** A speaker label of the roster ("S1") or null. */
  readonly owner: string | null;
  readonly owner_basis: OwnerBasis;
  /** The words as spoken ("by Friday"); the date is computed by us. */
  readonly due_text: string | null;
  readonly evidence: readonly string[];
}

/** Field names are those of the JSON that the models see. */
export interface Draft {
  readonly language: string;
  readonly title: string;
  readonly summary: readonly { readonly sentence: string; readonly evidence: readonly string[] }[];
  readonly key_points: readonly CitedText[];
  readonly decisions: readonly (CitedText & { readonly made_by: readonly string[] })[];
  readonly action_items: readonly DraftAction[];
  readonly open_questions: readonly (CitedText & { readonly asked_by: string | null })[];
  readonly conclusion: CitedText;
  readonly speakers: readonly {
    readonly speaker: string;
    readonly insights: readonly CitedText[];
    readonly sentiment: Mood;
  }[];
  readonly sentiment: { readonly overall: Mood; readonly evidence: readonly string[] };
  readonly chapters: readonly { readonly title: string; readonly first: string; readonly last: string }[];
  readonly sections: readonly { readonly id: string; readonly items: readonly CitedText[] }[];
  readonly transcript_fixes: readonly {
    readonly segment: string;
    readonly wrong: string;
    readonly right: string;
    readonly kind: 'name' | 'term' | 'acronym';
  }[];
  readonly injection_suspects: readonly string[];
}

/** A draft and whose it is. Two drafts of the same `model` are one vote, whatever their seats. */
export interface SeatDraft {
  readonly seat: string;
  readonly provider: string;
  readonly model: string;
  readonly draft: Draft;
}
