import type { Draft, SeatDraft } from '../../domain/draft.ts';
import type { LiveDraft } from '../../domain/live-draft.ts';
import type { Minutes, MinutesMode, SeatReport } from '../../domain/minutes.ts';
import type { Speaker } from '../../domain/speaker.ts';
import type { Transcript, Utterance } from '../../domain/transcript.ts';
import type { LanguageModelRequest } from '../../ports/language-model.ts';

/** What is asked; how the form of the answer is enforced is found out per model. */
export type Question = Omit<LanguageModelRequest, 'jsonMode'>;

/** The meeting as the prompts need to know it. */
export interface MeetingFacts {
  readonly meetingId: string;
  readonly title: string;
  /** Epoch ms. */
  readonly startedAtMs: number;
  /** IANA name. */
  readonly timeZone: string;
  readonly template: string;
  /** Language the minutes are written in; null = the one that is spoken. */
  readonly language: string | null;
  /** Whose budget and glossary. */
  readonly scope: string;
  /** Names and terms of the scope, the ones added last first. */
  readonly glossary: readonly string[];
  /** Action items of earlier meetings that are still open. */
  readonly openItems: readonly string[];
  /** Moods of chapters, for those who asked for it. */
  readonly wantsSentiment?: boolean;
}

/** Consecutive utterances that one request carries. */
export interface TranscriptPart {
  /** Everybody who spoke in the meeting, so far at least, in order of appearance; null when nobody can tell who did. */
  readonly speakers: readonly Speaker[] | null;
  readonly utterances: readonly Utterance[];
  /** From 1. */
  readonly number: number;
  /** How many parts there are; null while the meeting still runs. 1 = the whole meeting. */
  readonly of: number | null;
}

export interface ParsedDraft {
  /** Null when nothing of the answer could be used. */
  readonly draft: Draft | null;
  /** whole: valid as it came; repaired: the content is whole; salvaged: some of it is lost; nothing: there was none. */
  readonly state: 'whole' | 'repaired' | 'salvaged' | 'nothing';
  /** What was wrong, in words that help a model to do better. */
  readonly faults: readonly string[];
}

export interface AgreementInput extends MeetingFacts {
  readonly transcript: Transcript;
  readonly mode: MinutesMode;
  /** In the order of the five seats; no two of the same model. */
  readonly drafts: readonly SeatDraft[];
  /** All five, in their order, with those that did not answer. */
  readonly seats: readonly SeatReport[];
}

export interface WordingInput {
  readonly facts: MeetingFacts;
  readonly transcript: Transcript;
  readonly drafts: readonly SeatDraft[];
}

export interface Worded {
  /** Null when the guard refused it. */
  readonly minutes: Minutes | null;
  readonly faults: readonly string[];
}

/** How minutes get their words: by one model behind a guard, else from what the seats said. */
export interface WordingRules {
  /** Null when there is nothing to word. `faults` are those of the first try. */
  request(minutes: Minutes, input: WordingInput, faults: readonly string[]): Question | null;
  apply(minutes: Minutes, answer: string, model: string, input: WordingInput): Worded;
  medoid(minutes: Minutes, input: WordingInput): Minutes;
}

/** What a live summary is made from. */
export interface LiveContext {
  readonly facts: MeetingFacts;
  /** All that was said so far, in order of time. */
  readonly utterances: readonly Utterance[];
  /** What no summary has seen yet. */
  readonly news: readonly Utterance[];
  /** See TranscriptPart. */
  readonly speakers: readonly Speaker[] | null;
}

/** How a summary follows a meeting while it runs. */
export interface LiveRules {
  readonly empty: LiveDraft;
  shouldUpdate(progress: { readonly newWords: number; readonly sinceMs: number }): boolean;
  request(state: LiveDraft, context: LiveContext): Question;
  /** Null when the answer made no sense. */
  apply(state: LiveDraft, answer: string, context: LiveContext): LiveDraft | null;
  /** Without a model. */
  local(state: LiveDraft, context: LiveContext): LiveDraft;
}

/**
 * Everything that is decided without asking anybody: prompts, parsing, agreement, wording. All pure. The asking knows them only
 * through this interface.
 */
export interface CouncilRules {
  /** Changes with the prompts: drafts that an older prompt brought are not used again. */
  readonly promptVersion: string;
  readonly draftSchema: NonNullable<Question['schema']>;
  estimateTokens(text: string): number;
  /** "local" when too little was said to ask anybody. */
  modeFor(transcript: Transcript): MinutesMode;
  /** In order; they may overlap, and each is at most `maxTokens` unless a single utterance is longer. */
  splitIntoChunks(utterances: readonly Utterance[], maxTokens: number): readonly (readonly Utterance[])[];
  /** `nonce` fences the transcript; nobody who speaks in the meeting can know it. */
  draftPrompt(
    facts: MeetingFacts,
    part: TranscriptPart,
    nonce: string,
  ): { readonly system: string; readonly user: string };
  parseDraft(text: string): ParsedDraft;
  /** Drafts of one seat about parts of one meeting, in order; the transcript where all of it is known. */
  mergeChunkDrafts(drafts: readonly SeatDraft[], transcript: Transcript | null): SeatDraft;
  agreeOn(input: AgreementInput): Minutes;
  /** Minutes of nobody: quotes and simple rules. */
  extractive(facts: MeetingFacts, transcript: Transcript): Minutes;
  readonly wording: WordingRules;
  readonly live: LiveRules;
}
