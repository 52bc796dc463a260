import type { ActionItem, Minutes } from '../../domain/minutes.ts';
import type { Transcript } from '../../domain/transcript.ts';
import { calendarDayOf } from './calendar-day.ts';
import { chaptersOf } from './chapters.ts';
import { chooseDiverse } from './choose-diverse.ts';
import { chooseKeyPoints } from './choose-key-points.ts';
import { concludingSentence, conclusionOf } from './conclusion.ts';
import { conversationOf } from './conversation.ts';
import { findDecisions } from './find-decisions.ts';
import { findFollowUps } from './find-follow-ups.ts';
import { findOpenQuestions } from './find-open-questions.ts';
import type { FollowUp } from './follow-up.ts';
import { isEnglish } from './language.ts';
import { claimOf, quoteOf } from './quote.ts';
import { type RankedSentence, rankSentences } from './rank-sentences.ts';
import { type Sentence, sentencesOf } from './sentence.ts';
import { speakerInsightsOf } from './speaker-insights.ts';

/** What the notes are made from. */
export interface ExtractiveInput {
  readonly title: string;
  readonly transcript: Transcript;
  /** Epoch ms; "tomorrow" counts from its day in `timeZone`. */
  readonly startedAtMs: number;
  /** IANA name, as "Europe/Berlin". */
  readonly timeZone: string;
}

const LABEL = 'Extractive notes: no AI model was used';
const NOTHING_SAID = 'Nothing was said that could be understood.';
const MAX_PER_LIST = 20;
const MAX_QUESTIONS = 10;

// The summary quotes a quarter of a short meeting and never more than a screenful of a long one.
const SUMMARY_SHARE = 0.25;
const MIN_SUMMARY_WORDS = 30;
const MAX_SUMMARY_WORDS = 180;
const MAX_SUMMARY_SENTENCES = 8;

/** What the rules for English found; empty for other languages. */
interface Findings {
  readonly decisions: readonly Sentence[];
  readonly followUps: readonly FollowUp[];
  readonly openQuestions: readonly Sentence[];
}

const NO_FINDINGS: Findings = { decisions: [], followUps: [], openQuestions: [] };

/**
 * Notes without any model: quotes of the most central sentences, and what simple rules find. Pure and deterministic. Decisions,
 * follow-ups and questions are looked for in English only (see `isEnglish`); other languages get quotes and talk time.
 */
export function writeExtractiveMinutes(input: ExtractiveInput): Minutes {
  const { transcript } = input;
  const english = isEnglish(transcript);
  const sentences = sentencesOf(transcript);
  const findings = english ? findIn(sentences, input) : NO_FINDINGS;
  const ranked = rankSentences(sentences, indexesOf(findings.decisions));
  const summary = chooseSummary(ranked, sentences);
  const listed = findings.followUps.flatMap((followUp) => followUp.sentences);
  const told = indexesOf([...findings.decisions, ...listed, ...summary]);
  const conclusion = concludingSentence(ranked);
  return {
    version: 1,
    mode: 'local',
    label: LABEL,
    language: transcript.language ?? (english ? 'en' : null),
    title: input.title,
    summary: sentences.length === 0 ? NOTHING_SAID : summary.map(quoteOf).join('\n'),
    summaryClaims: summary.map(claimOf),
    keyPoints: chooseKeyPoints(ranked, told).map(claimOf),
    decisions: findings.decisions.map(claimOf),
    actionItems: findings.followUps.map(actionItemOf),
    openQuestions: findings.openQuestions.map(claimOf),
    conclusion: conclusionOf(conclusion, {
      decisions: findings.decisions.length,
      followUps: findings.followUps.length,
    }),
    speakerInsights: sentences.length === 0 ? [] : speakerInsightsOf(transcript.speakers ?? [], ranked),
    chapters: chaptersOf(sentences),
    seats: [],
    template: 'general',
    sections: [],
    conflicts: [],
    edits: [],
    provenance: null,
    notices: [],
  };
}

function findIn(sentences: readonly Sentence[], { transcript, startedAtMs, timeZone }: ExtractiveInput): Findings {
  const conversation = conversationOf(sentences, transcript.speakers !== null);
  return {
    decisions: findDecisions(conversation).slice(0, MAX_PER_LIST),
    followUps: findFollowUps(conversation, calendarDayOf(startedAtMs, timeZone)).slice(0, MAX_PER_LIST),
    openQuestions: findOpenQuestions(conversation).slice(-MAX_QUESTIONS),
  };
}

const indexesOf = (sentences: readonly Sentence[]): ReadonlySet<number> => new Set(sentences.map(({ index }) => index));

function chooseSummary(ranked: readonly RankedSentence[], sentences: readonly Sentence[]): readonly Sentence[] {
  const words = sentences.reduce((sum, { wordCount }) => sum + wordCount, 0);
  const limit = Math.min(MAX_SUMMARY_WORDS, Math.max(MIN_SUMMARY_WORDS, Math.round(words * SUMMARY_SHARE)));
  const chosen = chooseDiverse(ranked, { words: limit, sentences: MAX_SUMMARY_SENTENCES });
  // A meeting of a few words has nothing central: its first words are quoted as they are.
  return chosen.length > 0 ? chosen : sentences.filter(({ wordCount }) => wordCount > 0).slice(0, 1);
}

function actionItemOf({ task, owner, due, sentences }: FollowUp): ActionItem {
  return {
    task,
    owner: owner?.name ?? null,
    due: due?.due ?? null,
    dueText: due?.dueText ?? null,
    tier: 'unconfirmed',
    votes: 0,
    of: 0,
    evidence: [...new Set(sentences.flatMap(({ utteranceIds }) => utteranceIds))],
    startMs: sentences[0]?.startMs ?? 0,
    support: null,
  };
}
