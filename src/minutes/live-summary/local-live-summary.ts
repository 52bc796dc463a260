import type { DraftItem, LiveDraft } from '../../domain/live-draft.ts';
import type { Claim } from '../../domain/minutes.ts';
import type { Transcript } from '../../domain/transcript.ts';
import { writeExtractiveMinutes } from '../extractive/index.ts';
import { boundedLiveSummary } from './live-state.ts';

/** When the meeting began (epoch ms) and where ("Europe/Berlin"): what "tomorrow" is counted from. */
export interface LocalLiveOptions {
  readonly startedAtMs: number;
  readonly timeZone: string;
}

const LONGEST_QUOTE = 240;
/** More than the last hour of talk: older items would not be shown anyway, and all of an 8-hour meeting takes a quarter of a second each time. */
const LATEST_UTTERANCES = 1_000;

/** The summary so far without a model: quotes, what may be follow-ups, open questions. For the time between calls and for no key at all. */
export function localLiveSummary(transcript: Transcript, options: LocalLiveOptions): LiveDraft {
  const latest = { ...transcript, utterances: transcript.utterances.slice(-LATEST_UTTERANCES) };
  const minutes = writeExtractiveMinutes({ ...options, title: '', transcript: latest });
  const points = [...minutes.decisions, ...minutes.keyPoints, ...minutes.summaryClaims];
  const quotes = itemsFrom(
    distinct(points).toSorted((a, b) => a.startMs - b.startMs),
    'p',
    0,
  );
  const questions = itemsFrom(minutes.openQuestions, 'q', quotes.length);
  const before = quotes.length + questions.length;
  const actions = minutes.actionItems.map(({ task, owner, evidence }, index) => ({
    id: `a${before + index + 1}`,
    text: shortened(task),
    evidence,
    owner,
  }));
  return boundedLiveSummary({
    isDraft: true,
    source: 'local',
    topic: minutes.chapters.at(-1)?.title ?? null,
    points: quotes,
    openQuestions: questions,
    actions,
    idsGiven: before + actions.length,
  });
}

/** A sentence that is a decision and a key point stands there once. */
function distinct(claims: readonly Claim[]): readonly Claim[] {
  return [...new Map(claims.map((claim) => [`${claim.startMs} ${claim.text}`, claim])).values()];
}

function itemsFrom(claims: readonly Claim[], letter: string, before: number): readonly DraftItem[] {
  return claims.map(({ text, evidence }, index) => ({
    id: `${letter}${before + index + 1}`,
    text: shortened(text),
    evidence,
  }));
}

function shortened(text: string): string {
  return text.length <= LONGEST_QUOTE
    ? text
    : `${text
        .slice(0, LONGEST_QUOTE - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
