/** local: no AI model was used; fast, pair, council: one, two, five seats. */
export type MinutesMode = 'local' | 'fast' | 'pair' | 'council';

export type Tier = 'confirmed' | 'unconfirmed' | 'dropped';

/** A statement with the moments behind it. `votes` of `of` seats made it (0 of 0 without seats). */
export interface Claim {
  readonly text: string;
  /** Utterance ids, never empty. */
  readonly evidence: readonly string[];
  readonly startMs: number;
  /** Name of the person who said it; null when unknown or when several did. */
  readonly speaker: string | null;
  readonly tier: Tier;
  readonly votes: number;
  readonly of: number;
  /** How it came to be agreed; null without seats. */
  readonly support: Support | null;
}

/** What speaks against taking a claim at its word; it is shown beside it. */
export type ClaimFlag =
  | 'number-unsupported'
  | 'name-unsupported'
  | 'evidence-weak'
  | 'injection-suspect'
  | 'stated-for-the-record'
  | 'sound-lost'
  | 'tentative';

/** How a claim was agreed on. */
export interface Support {
  /** Stable across edits of the same meeting: a hash of meeting, kind and evidence. */
  readonly id: string;
  /** Seats that made it, in the order of the five. */
  readonly seats: readonly string[];
  /** Part of the claim's words (by rarity) that the evidence holds, 0..1. "Evidence found", not "true". */
  readonly evidenceScore: number;
  readonly flags: readonly ClaimFlag[];
  /** How the seats said it. */
  readonly variants: readonly string[];
}

/** Seats that contradict each other; both values are shown. */
export interface Conflict {
  /** support.id of the item it is about. */
  readonly itemId: string;
  readonly field: 'owner' | 'due' | 'number' | 'polarity';
  readonly text: string;
  readonly values: readonly { readonly value: string; readonly votes: number }[];
}

/** Extra part that a template asks for: what went well, blockers, motions, loot. */
export interface MinutesSection {
  readonly id: string;
  readonly title: string;
  readonly claims: readonly Claim[];
}

export type ChapterMood = 'positive' | 'neutral' | 'negative';

/** A name, term or acronym that the seats agreed was misheard. The transcript keeps the original. */
export interface TranscriptEdit {
  readonly utteranceId: string;
  readonly from: string;
  readonly to: string;
  readonly votes: number;
  /** Somebody took it back: what was heard stands there again, and nobody makes it anew. */
  readonly isUndone?: true;
}

/** How these minutes can be made again. */
export interface Provenance {
  readonly promptVersion: string;
  readonly schemaVersion: number;
  readonly transcriptSha256: string;
  /** The model that worded them, "medoid" or "extractive". */
  readonly wordedBy: string;
}

export interface ActionItem {
  readonly task: string;
  /** Name of the person who took it, only where the words say so. */
  readonly owner: string | null;
  /** ISO date (YYYY-MM-DD), only where the words say so. */
  readonly due: string | null;
  /** The words that tell the date, verbatim. */
  readonly dueText: string | null;
  readonly tier: Tier;
  readonly votes: number;
  readonly of: number;
  readonly evidence: readonly string[];
  readonly startMs: number;
  readonly support: Support | null;
}

export interface SpeakerInsight {
  readonly speaker: string;
  readonly name: string;
  readonly talkMs: number;
  readonly turns: number;
  /** Part of all talk, 0..1. */
  readonly share: number;
  readonly insights: readonly Claim[];
}

export interface Chapter {
  readonly title: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Only where sentiment was asked for; never of a person. */
  readonly mood: ChapterMood | null;
}

/** One of the five voters and how it did. */
export interface SeatReport {
  readonly seat: string;
  readonly model: string;
  readonly state: SeatState;
  readonly ms: number;
  /** Null when nobody knows the price. */
  readonly costUsd: number | null;
}

export type SeatState =
  | 'ok'
  | 'repaired'
  | 'late'
  | 'invalid'
  | 'limited'
  | 'retired'
  | 'refused'
  | 'error'
  | 'budget'
  | 'duplicate'
  | 'off';

export interface Minutes {
  readonly version: 1;
  readonly mode: MinutesMode;
  /** How the minutes were made, in one sentence that is shown above them. */
  readonly label: string;
  readonly language: string | null;
  readonly title: string;
  readonly summary: string;
  /** The sentences of the summary with their moments. */
  readonly summaryClaims: readonly Claim[];
  readonly keyPoints: readonly Claim[];
  readonly decisions: readonly Claim[];
  readonly actionItems: readonly ActionItem[];
  readonly openQuestions: readonly Claim[];
  readonly conclusion: string;
  readonly speakerInsights: readonly SpeakerInsight[];
  readonly chapters: readonly Chapter[];
  readonly seats: readonly SeatReport[];
  readonly template: string;
  readonly sections: readonly MinutesSection[];
  readonly conflicts: readonly Conflict[];
  readonly edits: readonly TranscriptEdit[];
  readonly provenance: Provenance | null;
  /** What people should know about how the minutes were made: "3 of 5 models answered". */
  readonly notices: readonly string[];
}
