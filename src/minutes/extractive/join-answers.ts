import { type Conversation, repliesTo } from './conversation.ts';
import type { FollowUp } from './follow-up.ts';
import type { SpeechActKind } from './speech-acts.ts';
import { isContentWord, overlapOf, wordsOf } from './words.ts';

/** What gives work to others, so that they may answer. */
const ANSWERED_KINDS: ReadonlySet<SpeechActKind> = new Set(['request', 'order', 'plan', 'common']);
const ANSWER_TURNS = 3;
const SAME_WORK = 0.6;

/**
 * "Priya, can you fix the login bugs before Thursday?" – "Yes, I will fix them by Wednesday evening." is one follow-up: the
 * work in the words of who asked, the owner and the date in the words of who took it. A later repetition joins the first too.
 */
export function joinAnswers(found: readonly FollowUp[], conversation: Conversation): readonly FollowUp[] {
  const joined: FollowUp[] = [];
  for (const followUp of found) {
    const at = joined.findLastIndex(
      (earlier) => answers(followUp, earlier, conversation) || repeats(followUp, earlier),
    );
    const earlier = joined[at];
    if (earlier === undefined) joined.push(followUp);
    else joined[at] = join(earlier, followUp);
  }
  return joined;
}

function answers(later: FollowUp, earlier: FollowUp, conversation: Conversation): boolean {
  const [asked] = earlier.sentences;
  const [said] = later.sentences;
  if (asked === undefined || said === undefined || later.kind !== 'commit') return false;
  if (!ANSWERED_KINDS.has(earlier.kind)) return false;
  const isReply = repliesTo(conversation, asked, ANSWER_TURNS).some((turn) => turn.sentences.includes(said));
  const isFromAskedPerson = earlier.owner === null || earlier.owner.speaker === said.speaker;
  return isReply && isFromAskedPerson && (pointsBack(later.task) || sharesVerb(later, earlier));
}

/** "fix them", "do that": the object was named before. */
const pointsBack = (task: string): boolean => /^\S+(?:\s+\S+)?\s+(?:it|that|this|them|those|so)\b/i.test(task);

const sharesVerb = (a: FollowUp, b: FollowUp): boolean => wordsOf(a.task)[0] === wordsOf(b.task)[0];

function repeats(later: FollowUp, earlier: FollowUp): boolean {
  if (later.owner?.speaker !== earlier.owner?.speaker) return false;
  const [a, b] = [contentOf(later.task), contentOf(earlier.task)];
  return Math.min(a.size, b.size) >= 2 && overlapOf(a, b) >= SAME_WORK && sharesVerb(later, earlier);
}

const contentOf = (task: string): ReadonlySet<string> => new Set(wordsOf(task).filter(isContentWord));

function join(earlier: FollowUp, later: FollowUp): FollowUp {
  return {
    ...earlier,
    sentences: [...earlier.sentences, ...later.sentences],
    owner: later.owner ?? earlier.owner,
    due: later.due ?? earlier.due,
    score: Math.max(earlier.score, later.score),
  };
}
