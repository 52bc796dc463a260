import type { SeatDraft } from '../../domain/draft.ts';
import type { ChapterMood, MinutesMode, SeatReport } from '../../domain/minutes.ts';
import type { Transcript, Utterance } from '../../domain/transcript.ts';
import type { RosterEntry } from './people.ts';
import type { SeatWeights } from './seat-weights.ts';

/** What a template means to the vote: the sections whose items are voted on, in the order in which they are shown. */
export interface TemplateSections {
  readonly id: string;
  readonly sections: readonly { readonly id: string; readonly title: string }[];
}

/** Everything minutes are agreed from. */
export interface AgreeInput {
  readonly meetingId: string;
  /** Stands where no seat has a title that was said, or always with `keepsTitle`. */
  readonly title: string;
  readonly keepsTitle?: boolean;
  /** Epoch ms; "tomorrow" counts from its day in `timeZone`. */
  readonly startedAtMs: number;
  /** IANA name, as "Europe/Berlin". */
  readonly timeZone: string;
  readonly transcript: Transcript;
  /** How many seats were meant to be asked; by default it is told by `seats`. */
  readonly mode?: MinutesMode;
  /** What came back, in any order; long meetings' chunks are merged before (`mergeChunkDrafts`). */
  readonly drafts: readonly SeatDraft[];
  /** All five, whatever became of them. Those in state "off" or "budget" were not asked. */
  readonly seats: readonly SeatReport[];
  readonly template: TemplateSections;
  /** Language the minutes are written in; null means that of the talk. */
  readonly language: string | null;
  /** Utterances that try to give orders to a model: id -> reason; "stated-for-the-record" is a person's request. */
  readonly flagged: ReadonlyMap<string, string>;
  /** How the prompt called the speakers; by default S1, S2, … in the order of `transcript.speakers`. */
  readonly roster?: readonly RosterEntry[];
  /** Names of people who belong to the meeting without having spoken: they can own tasks too. */
  readonly otherPeople?: readonly string[];
  /** Names and terms that an edit of the transcript may write. */
  readonly glossary?: readonly string[];
  readonly seatWeights?: SeatWeights | null;
  readonly promptVersion?: string;
  /** Mood of a chapter; leave it out where sentiment was not asked for. */
  readonly moodOf?: (utterances: readonly Utterance[]) => ChapterMood | null;
}
