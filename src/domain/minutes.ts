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
}

/** One of the five voters and how it did. */
export interface SeatReport {
  readonly seat: string;
  readonly model: string;
  readonly state: string;
  readonly ms: number;
  readonly costUsd: number | null;
}

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
}
