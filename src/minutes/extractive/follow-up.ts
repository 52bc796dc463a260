import type { Due } from './due-date.ts';
import type { Person } from './roster.ts';
import type { Sentence } from './sentence.ts';
import type { SpeechActKind } from './speech-acts.ts';

/** Something that somebody may do after the meeting, with the rules' reasons for it. */
export interface FollowUp {
  readonly kind: SpeechActKind;
  readonly sentences: readonly Sentence[];
  /** Verbatim part of the first sentence. */
  readonly task: string;
  readonly owner: Person | null;
  readonly due: Due | null;
  readonly score: number;
}
