import type { Minutes } from '../../../src/domain/minutes.ts';
import { minutesSchema } from '../../../src/providers/store/minutes-schema.ts';
import { saidNumbers } from '../../doubles/llm/contradict.ts';
import type { GoldMeeting } from '../../fixtures/meetings/read-meetings.ts';
import { atLeast, atMost, type Bar } from './bar.ts';
import { agreed, asUsual, fiveDrafts, type Run, type Spoil } from './five-drafts.ts';
import { claimsOf } from './quality-bars.ts';
import { mean } from './score.ts';

const OPENS_WITHIN_MS = 1_000;
const NUMBER_REACH = 2;
const SUMMARY_WORDS = { least: 200, most: 300 };
const KEY_POINTS = { least: 3, most: 5 };

/** Every seat lies in its own way. */
const faulty: Spoil = (seat, usual) => ({
  ...usual,
  ...[
    { contradict: { field: 'number', likelihood: 0.5 } as const },
    { citations: { kind: 'nonexistent', likelihood: 0.5 } as const },
    { citations: { kind: 'wrong', likelihood: 0.5 } as const },
    { contradict: { field: 'polarity', likelihood: 0.3 } as const },
    { contradict: { field: 'date', likelihood: 0.3 } as const },
  ][seat],
});
/** All seats have the same number wrong now and then. */
const misheard: Spoil = (_seat, usual) => ({ ...usual, contradict: { field: 'number', likelihood: 0.6 } });

/** Bars 2, 3, 4, 6 and 9: nothing in the minutes that nobody said, whatever the seats answer. */
export function soundnessBars(runs: readonly Run[]): readonly Bar[] {
  const made = [asUsual, faulty, misheard].flatMap((spoil) =>
    runs.map((run) => ({ meeting: run.meeting, minutes: agreed(run.meeting, fiveDrafts(run, spoil)) })),
  );
  const count = (faults: (minutes: Minutes, meeting: GoldMeeting) => number): number =>
    made.reduce((sum, { meeting, minutes }) => sum + faults(minutes, meeting), 0);
  return [
    atMost('2', 'evidence that does not exist', count(strangeEvidence), 0),
    atMost('2', 'claims that open at the wrong time', count(wrongTimes), 0),
    atMost('3', 'numbers without support that are not flagged', count(bareNumbers), 0),
    atMost('4', 'owners who are not in the roster', count(strangeOwners), 0),
    atLeast(
      '6',
      'minutes that are valid by the schema',
      mean(made.map(({ minutes }) => Number(minutesSchema.safeParse(minutes).success))),
      1,
    ),
  ];
}

/** Bar 9: council minutes of whole meetings, answered as usual. */
export function lengthBars(runs: readonly Run[]): readonly Bar[] {
  const made = runs.map((run) => agreed(run.meeting, fiveDrafts(run)));
  const within = (value: number, { least, most }: typeof KEY_POINTS): number => Number(value >= least && value <= most);
  const words = made.map(({ summary }) => summary.split(/\s+/).length);
  return [
    atLeast(
      '9',
      `summaries of 200-300 words (${Math.min(...words)}-${Math.max(...words)})`,
      mean(words.map((value) => within(value, SUMMARY_WORDS))),
      1,
    ),
    atLeast(
      '9',
      'minutes with 3-5 key points',
      mean(made.map(({ keyPoints }) => within(keyPoints.length, KEY_POINTS))),
      1,
    ),
  ];
}

const strangeEvidence = (minutes: Minutes, { transcript }: GoldMeeting): number => {
  const ids = new Set(transcript.utterances.map(({ id }) => id));
  return claimsOf(minutes).filter(({ evidence }) => evidence.length === 0 || evidence.some((id) => !ids.has(id)))
    .length;
};

const wrongTimes = (minutes: Minutes, { transcript }: GoldMeeting): number => {
  const starts = new Map(transcript.utterances.map(({ id, startMs }) => [id, startMs]));
  return claimsOf(minutes).filter(
    ({ evidence: [first = ''], startMs }) => Math.abs((starts.get(first) ?? Number.NaN) - startMs) > OPENS_WITHIN_MS,
  ).length;
};

/** Counted with a reader of numbers of its own, so only where the truth is worded with the numbers as they were said. */
const bareNumbers = (minutes: Minutes, { transcript: { utterances } }: GoldMeeting): number =>
  claimsOf(minutes).filter(({ text, evidence, tier, support }) => {
    if (tier === 'dropped' || support?.flags.includes('number-unsupported')) return false;
    const places = evidence.map((id) => Number(id.slice(1)) - 1);
    const near = utterances.filter((_, index) => places.some((place) => Math.abs(place - index) <= NUMBER_REACH));
    const heard = new Set(near.flatMap((utterance) => saidNumbers(utterance.text)));
    return saidNumbers(text).some((number) => !heard.has(number));
  }).length;

const strangeOwners = ({ actionItems }: Minutes, { transcript }: GoldMeeting): number => {
  const names = new Set(transcript.speakers?.map(({ name }) => name));
  return actionItems.filter(({ owner }) => owner !== null && !names.has(owner)).length;
};
