import type { CalendarDay } from './calendar-day.ts';
import { accepts, type Conversation, refuses, repliesTo, type SpokenTurn, takesOn } from './conversation.ts';
import { type Due, findDue } from './due-date.ts';
import type { FollowUp } from './follow-up.ts';
import { isConditional, isHedged, isReported } from './hedges.ts';
import { joinAnswers } from './join-answers.ts';
import { type Person, type Roster, rosterOf } from './roster.ts';
import type { Sentence } from './sentence.ts';
import { createSpeechActFinder, type SpeechAct, type SpeechActKind } from './speech-acts.ts';
import { taskOf } from './task-words.ts';
import { isDoneInMeeting, namesNoObject, workKindOf } from './work-words.ts';

// Points of the rules; what reaches THRESHOLD is shown as a possible follow-up.
const THRESHOLD = 2.5;
const KIND_POINTS: Record<SpeechActKind, number> = {
  commit: 1.5,
  duty: 1.5,
  order: 1,
  plan: 1.5,
  request: 1,
  offer: 0.5,
  common: 0.5,
};
const WORK_POINTS = 1;
const DUE_POINTS = 1;
const CALLED_POINTS = 0.5;
const ACCEPTED_POINTS = 1;
const EXPLICIT_POINTS = 1;
const IN_MEETING_POINTS = -1.5;
const NO_OBJECT_POINTS = -1.5;
const REPLY_TURNS = 3;
const MIN_WORDS = 4;
const MAX_WORDS = 60;
const EXPLICIT = /\b(?:action items?|to-?dos?|follow[- ]ups?|homework|deadline|your (?:task|job)|assigned)\b/i;

/** Possible follow-ups in order of time. English only; hedged and conditional statements are never among them. */
export function findFollowUps(conversation: Conversation, today: CalendarDay): readonly FollowUp[] {
  const roster = rosterOf(conversation);
  const actsOf = createSpeechActFinder(roster);
  const judge = (sentence: Sentence): FollowUp | null =>
    bestOf(actsOf(sentence.plain).map((act) => judgeAct(act, sentence, { conversation, roster, today })));
  const found = conversation.sentences
    .filter(mayBind)
    .map(judge)
    .filter((entry) => entry !== null);
  return joinAnswers(found, conversation).filter(({ score }) => score >= THRESHOLD);
}

function mayBind({ plain, wordCount }: Sentence): boolean {
  if (wordCount < MIN_WORDS || wordCount > MAX_WORDS) return false;
  return !isHedged(plain) && !isConditional(plain) && !isReported(plain);
}

function bestOf(entries: readonly (FollowUp | null)[]): FollowUp | null {
  return entries.reduce(
    (best, entry) => (entry !== null && (best === null || entry.score > best.score) ? entry : best),
    null,
  );
}

interface Surroundings {
  readonly conversation: Conversation;
  readonly roster: Roster;
  readonly today: CalendarDay;
}

function judgeAct(act: SpeechAct, sentence: Sentence, { conversation, roster, today }: Surroundings): FollowUp | null {
  if (workKindOf(sentence.plain.slice(act.verbAt)) === 'none' || isAskedBack(act, sentence)) return null;
  const called = act.call === null ? [] : roster.findByCall(act.call);
  const replies = repliesTo(conversation, sentence, REPLY_TURNS);
  const answer = answerOf(act, called, replies);
  if (answer !== null && refuses(answer)) return null;
  const due = findDue(sentence.text, today);
  const task = taskOf(sentence.text, act.verbAt, due);
  return {
    kind: act.kind,
    sentences: [sentence],
    task,
    owner: ownerOf(act, sentence, { called, answer }),
    due,
    score: scoreOf(act, sentence, { task, due, isCalled: called.length === 1, answer }),
  };
}

/** "We'll ship on Friday?" settles nothing; "can you …?" and "shall I …?" are meant as questions. */
function isAskedBack({ kind }: SpeechAct, { plain }: Sentence): boolean {
  return /\?\s*$/.test(plain) && kind !== 'request' && kind !== 'order' && kind !== 'offer';
}

/** Whose turn answers a request: the one who was called, else whoever speaks next. */
function answerOf(act: SpeechAct, called: readonly Person[], replies: readonly SpokenTurn[]): SpokenTurn | null {
  if (act.kind === 'commit' || act.kind === 'duty' || act.kind === 'common') return null;
  const [person] = called;
  if (person !== undefined) return replies.find(({ speaker }) => speaker === person.speaker) ?? null;
  return replies[0] ?? null;
}

/** Only where the words say so: who promises, who was called by name and did not refuse, who answers "I will". */
function ownerOf(
  act: SpeechAct,
  sentence: Sentence,
  { called, answer }: { readonly called: readonly Person[]; readonly answer: SpokenTurn | null },
): Person | null {
  const self = sentence.name === null ? null : { speaker: sentence.speaker, name: sentence.name };
  if (act.kind === 'commit' || act.kind === 'duty' || act.kind === 'offer') return self;
  if (act.kind === 'common') return null;
  const [person] = called;
  if (person !== undefined) {
    if (called.length > 1) return null;
    const isTold = act.kind === 'order' || act.kind === 'plan';
    return isTold || (answer !== null && accepts(answer)) ? person : null;
  }
  return answer !== null && answer.name !== null && takesOn(answer)
    ? { speaker: answer.speaker, name: answer.name }
    : null;
}

interface Grounds {
  readonly task: string;
  readonly due: Due | null;
  readonly isCalled: boolean;
  readonly answer: SpokenTurn | null;
}

function scoreOf(act: SpeechAct, { plain }: Sentence, { task, due, isCalled, answer }: Grounds): number {
  let score = KIND_POINTS[act.kind];
  if (workKindOf(plain.slice(act.verbAt)) === 'work') score += WORK_POINTS;
  if (due !== null) score += DUE_POINTS;
  if (isCalled) score += CALLED_POINTS;
  if (answer !== null && accepts(answer)) score += ACCEPTED_POINTS;
  if (EXPLICIT.test(plain)) score += EXPLICIT_POINTS;
  if (isDoneInMeeting(plain)) score += IN_MEETING_POINTS;
  if (namesNoObject(task)) score += NO_OBJECT_POINTS;
  return score;
}
