import { readdirSync, readFileSync } from 'node:fs';
import type { DraftAction } from '../../../src/domain/draft.ts';
import type { Transcript } from '../../../src/domain/transcript.ts';
import { aDraft } from '../../fixtures/drafts.ts';
import type { GoldMeeting } from '../../fixtures/meetings/read-meetings.ts';
import { aTalk } from '../../fixtures/transcripts.ts';
import { hasShared, shared } from '../../shared.ts';

interface QmSum {
  readonly meeting_transcripts: readonly { readonly speaker: string; readonly content: string }[];
  readonly specific_query_list: readonly {
    readonly answer: string;
    readonly relevant_text_span: readonly (readonly [string, string])[];
  }[];
}

/** As research/minutes.md 3 counts the truth of a meeting. */
const MOST_ITEMS = 14;
const MOMENTS_OF_AN_ITEM = 2;
/** Possibilities, doubts and opinions are no action items by the rules, so they can't stand for one. */
const HEDGED =
  /\b(?:could|might|may|would|should|perhaps|maybe|possibl[ey]|probabl[ey]|likely|suggest\w*|propos\w*|seem\w*|thought|think\w*|believ\w*|hop(?:e|ed|ing)|wonder\w*|consider\w*|(?:not|un) ?sure)\b/i;
const SHORTEST_WORDS = 6;

/** Real meetings with references: sentences of QMSum's answers with their spans, and of AMI's abstracts, stand for action items. */
export function referenceMeetings(): readonly GoldMeeting[] {
  if (!hasShared) return [];
  return [...qmsumFiles().map(qmsumMeeting), ...amiNames().map(amiMeeting)];
}

/** Turns of all QMSum meetings one after the other, for making long ones. */
export function qmsumTurns(): readonly (readonly [speaker: string, text: string])[] {
  return qmsumFiles().flatMap((file) => turnsOf(readQmsum(file)));
}

const qmsumFiles = (): readonly string[] => readdirSync(shared('data', 'meetings', 'qmsum')).sort();

const readQmsum = (file: string): QmSum =>
  JSON.parse(readFileSync(shared('data', 'meetings', 'qmsum', file), 'utf8')) as QmSum;

const turnsOf = ({ meeting_transcripts: turns }: QmSum): readonly (readonly [string, string])[] =>
  turns.map(({ speaker, content }) => [speaker, content.replaceAll(/\s+([.,?!'])/g, '$1')]);

function qmsumMeeting(file: string): GoldMeeting {
  const meeting = readQmsum(file);
  const transcript = aTalk(turnsOf(meeting));
  const items = meeting.specific_query_list.flatMap(({ answer, relevant_text_span: spans }) => {
    const places = spans.flatMap(([first, last]) => range(Number(first), Number(last)));
    return sentencesOf(answer).map((sentence) => itemOf(sentence, places, transcript));
  });
  return meetingOf(file.replace('.json', ''), transcript, items);
}

const amiNames = (): readonly string[] =>
  readdirSync(shared('data', 'meetings', 'ami'))
    .flatMap((file) => (file.endsWith('.transcript.txt') ? [file.replace('.transcript.txt', '')] : []))
    .sort();

/** AMI's transcripts here tell no speakers. */
function amiMeeting(name: string): GoldMeeting {
  const read = (kind: string): string => readFileSync(shared('data', 'meetings', 'ami', `${name}.${kind}.txt`), 'utf8');
  const said = read('transcript').split(/(?<=[.?!])\s+/);
  const transcript = aTalk(
    said.map((text) => ['Speaker', text]),
    { knowsSpeakers: false },
  );
  const places = range(0, said.length - 1);
  return meetingOf(
    name,
    transcript,
    sentencesOf(read('abstract')).map((sentence) => itemOf(sentence, places, transcript)),
  );
}

function meetingOf(name: string, transcript: Transcript, items: readonly DraftAction[]): GoldMeeting {
  const distinct = [...new Map(items.map((item) => [item.task, item])).values()];
  const gold = aDraft({ action_items: distinct.slice(0, MOST_ITEMS) });
  return { name, title: name, language: 'en', template: 'general', transcript, gold, traps: [], orders: [] };
}

const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.?!])\s+(?=[A-Z])/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.split(' ').length >= SHORTEST_WORDS && !HEDGED.test(sentence));

/** The moments of the span that hold most of the sentence's words. */
function itemOf(task: string, places: readonly number[], { utterances }: Transcript): DraftAction {
  const words = new Set(wordsOf(task));
  const scored = places.map((place) => {
    const said = wordsOf(utterances[place]?.text ?? '');
    return { place, score: new Set(said.filter((word) => words.has(word))).size };
  });
  const best = scored.toSorted((a, b) => b.score - a.score || a.place - b.place).slice(0, MOMENTS_OF_AN_ITEM);
  const near = best.filter(({ place }) => Math.abs(place - (best[0]?.place ?? 0)) <= 20);
  const evidence = near.map(({ place }) => `s${place + 1}`);
  return { task, owner: null, owner_basis: 'none', due_text: null, evidence };
}

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3);

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
