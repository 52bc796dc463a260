import { randomBytes } from 'node:crypto';
import type { Minutes, MinutesMode } from '../domain/minutes.ts';
import type { Transcript, Utterance } from '../domain/transcript.ts';
import type {
  AgreementInput,
  CouncilRules,
  LiveContext,
  LiveRules,
  MeetingFacts,
  TranscriptPart,
  WordingRules,
} from './asking/index.ts';
import {
  agreeOn,
  applyWording,
  draftJsonSchema,
  mergeChunkDrafts,
  parseDraft,
  type SeatWeights,
  wordingRequest,
} from './council/index.ts';
import { writeExtractiveMinutes } from './extractive/index.ts';
import { flagInjection } from './injection/index.ts';
import {
  applyLivePatch,
  EMPTY_LIVE_SUMMARY,
  liveSummaryRequest,
  localLiveSummary,
  shouldUpdate,
} from './live-summary/index.ts';
import {
  draftRequest,
  estimateTokens,
  minutesLanguage,
  modeFor,
  PROMPT_VERSION,
  rosterOf,
  splitIntoChunks,
} from './prompting/index.ts';
import { chapterMoods } from './sentiment/index.ts';
import { resolveTemplate, type Template, titleIn } from './templates/index.ts';

export interface RulesOptions {
  /** What the seats have learnt from people's reactions; null for the plain rule. */
  readonly seatWeights?: () => SeatWeights | null;
}

/** What the council decides without asking anybody, put together: prompts, parsing, agreement, wording, live summary. */
export function createCouncilRules(options: RulesOptions = {}): CouncilRules {
  return {
    promptVersion: PROMPT_VERSION,
    draftSchema: { name: 'meeting_minutes', json: draftJsonSchema },
    estimateTokens,
    modeFor: modeOf,
    splitIntoChunks: (utterances, maxTokens) =>
      splitIntoChunks(utterances, { maxTokens }).map((chunk) => chunk.utterances),
    draftPrompt,
    parseDraft,
    mergeChunkDrafts,
    agreeOn: (input) => agree(input, options.seatWeights?.() ?? null),
    extractive: (facts, transcript) => extractive(facts, transcript),
    wording,
    live,
  };
}

function modeOf({ utterances }: Transcript): MinutesMode {
  const startMs = utterances[0]?.startMs ?? 0;
  const endMs = utterances.reduce((latest, utterance) => Math.max(latest, utterance.endMs), startMs);
  const words = utterances.reduce((sum, { text }) => sum + wordCount(text), 0);
  const mode = modeFor({ durationMs: endMs - startMs, words });
  return mode === 'none' ? 'local' : mode;
}

/** Scripts without spaces count by the word too. */
const wordCount = (text: string): number =>
  [...new Intl.Segmenter('und', { granularity: 'word' }).segment(text)].filter(({ isWordLike }) => isWordLike).length;

function draftPrompt(facts: MeetingFacts, part: TranscriptPart, nonce: string) {
  const transcript = transcriptOf(part.utterances, part.speakers);
  return draftRequest({
    utterances: part.utterances,
    roster: rosterOf(transcript),
    template: templateOf(facts, transcript),
    language: languageOf(facts, transcript),
    startedAtMs: facts.startedAtMs,
    timeZone: facts.timeZone,
    title: facts.title,
    glossary: facts.glossary,
    openItems: facts.openItems,
    nonce,
  });
}

function agree(input: AgreementInput, seatWeights: SeatWeights | null): Minutes {
  const { transcript, drafts } = input;
  const language = languageOf(input, transcript);
  const template = templateOf(input, transcript);
  const sections = template.sections.map(({ id, title }) => ({ id, title: titleIn(title, language) }));
  const agreed = agreeOn({
    ...input,
    language,
    template: { id: template.id, sections },
    flagged: flagInjection(transcript),
    roster: rosterOf(transcript),
    seatWeights,
    promptVersion: PROMPT_VERSION,
  });
  if (!input.wantsSentiment) return agreed;
  return {
    ...agreed,
    chapters: chapterMoods(
      transcript,
      agreed.chapters,
      drafts.map(({ draft }) => draft),
    ),
  };
}

/** The kind of meeting is the same whoever writes. */
function extractive(facts: MeetingFacts, transcript: Transcript): Minutes {
  return { ...writeExtractiveMinutes({ ...facts, transcript }), template: templateOf(facts, transcript).id };
}

const wording: WordingRules = {
  request(minutes, _input, faults) {
    const question = wordingRequest(minutes, faults);
    return question && { ...question, maxOutputTokens: WORDING_OUTPUT_TOKENS };
  },
  apply(minutes, answer, model) {
    const worded = applyWording(minutes, answer, model);
    const isRefused = worded.violations.length > 0;
    return { minutes: isRefused ? null : worded.minutes, faults: worded.violations };
  },
  // Agreed minutes are worded by the medoid of the seats already.
  medoid: (minutes) => minutes,
};

const live: LiveRules = {
  empty: EMPTY_LIVE_SUMMARY,
  shouldUpdate,
  request(state, { facts, news, utterances, speakers }) {
    const transcript = transcriptOf(utterances, speakers);
    const nonce = randomBytes(8).toString('hex');
    const { system, user, schema } = liveSummaryRequest(state, news, {
      roster: rosterOf(transcript),
      language: languageOf(facts, transcript),
      nonce,
    });
    return { system, user, schema, maxOutputTokens: LIVE_OUTPUT_TOKENS };
  },
  apply(state, answer, context) {
    const transcript = liveTranscript(context);
    const known = { utterances: context.utterances, roster: rosterOf(transcript), flagged: flagInjection(transcript) };
    const applied = applyLivePatch(state, answer, known);
    return applied.refused === -1 ? null : applied.state;
  },
  local: (_state, context) => localLiveSummary(liveTranscript(context), context.facts),
};

/** A summary of 300 words and a sentence for every item. */
const WORDING_OUTPUT_TOKENS = 4_000;
/** A change of the summary has a handful of short entries. */
const LIVE_OUTPUT_TOKENS = 700;

const liveTranscript = ({ utterances, speakers }: LiveContext): Transcript => transcriptOf(utterances, speakers);

const languageOf = ({ language }: MeetingFacts, transcript: Transcript): string =>
  minutesLanguage({ meeting: language, guild: null, transcript });

const templateOf = ({ template, title }: MeetingFacts, transcript: Transcript): Template =>
  resolveTemplate(template, transcript, title);

/** What a part of a meeting knows of the whole. */
function transcriptOf(utterances: readonly Utterance[], speakers: TranscriptPart['speakers']): Transcript {
  const times = speakers?.map((speaker) => ({ ...speaker, talkMs: 0, turns: 0 })) ?? null;
  return { utterances, turns: [], speakers: times, language: null };
}
