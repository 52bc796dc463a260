import { agrees, type Conversation, refuses, repliesTo } from './conversation.ts';
import { isConditional, isHedged, isReported } from './hedges.ts';
import type { Sentence } from './sentence.ts';
import { overlapOf } from './words.ts';
import { isDoneInMeeting } from './work-words.ts';

// Points of the rules; a clear statement stands alone, a weak one needs somebody's agreement.
const THRESHOLD = 2;
const CLEAR_POINTS = 2;
const WEAK_POINTS = 1;
const AGREED_POINTS = 1;
const MIN_CONTENT_WORDS = 2;
const MAX_WORDS = 60;
const SAME_DECISION = 0.75;

const CLEAR =
  /\b(?:we(?:'ve| have)?(?: all| both| just| now)? (?:decided|agreed|settled)\b(?! (?:yet|whether))|(?:it's|it is|that's|that is) (?:decided|settled|agreed|final)\b|the decision is\b|(?:our|final|the final) decision\b|let's go (?:with|for)\b|we(?:'ll| will|'re going to| are going to)(?: just)? go (?:with|for)\b|we(?:'re| are) going with\b|agreed(?:,| that| then| on)|(?:motion|amendment) (?:is )?(?:carried|agreed to))/i;
const WEAK =
  /\b(?:(?:so|then) it's [^.!]{2,40}\bthen[.!]?$|let's (?:do|make|take|use|keep|have|move|stick|drop|release|ship|meet)|we(?:'ll| will) (?:use|take|keep|make|drop|skip|postpone|move|release|ship|stick)|i think we(?:'ve| have) (?:decided|agreed))\b/i;
/** About the meeting itself, or a mention of what was settled before. */
const ASIDE =
  /\b(?:(?:have|take) (?:a|an|another|one|the) (?:\w+ )?(?:look|break|vote|minute|moment|second)|keep (?:it |that |this )?in mind|make (?:it )?(?:sure|clear)|move on|(?:that|which|what|because|since|as|because it's|just because it's) we(?:'ve| have)? (?:all )?(?:decided|agreed)|already (?:decided|agreed)|presentations?|agenda|slides?|questions?|(?:these|those|they|people|users?) (?:that |who )?(?:we'll|we will))\b/i;
const OPEN =
  /\b(?:not|never|haven't|hasn't|didn't|don't|couldn't|can't|yet|need to decide|have to decide|to be decided|before we|when we|once we|until we|why we|what we|if we|as we)\b/i;

/** Statements that settle something, in order of time. English only; questions, hedges and conditions are never among them. */
export function findDecisions(conversation: Conversation): readonly Sentence[] {
  const found: Sentence[] = [];
  for (const sentence of conversation.sentences) {
    if (scoreOf(sentence, conversation) < THRESHOLD) continue;
    if (!found.some((other) => overlapOf(other.contentWords, sentence.contentWords) >= SAME_DECISION))
      found.push(sentence);
  }
  return found;
}

function scoreOf(sentence: Sentence, conversation: Conversation): number {
  const points = statementPoints(sentence);
  if (points === 0) return 0;
  const [reply] = repliesTo(conversation, sentence, 1);
  if (reply !== undefined && refuses(reply)) return 0;
  return points + (reply !== undefined && agrees(reply) ? AGREED_POINTS : 0);
}

function statementPoints({ plain, contentWords, wordCount }: Sentence): number {
  if (contentWords.size < MIN_CONTENT_WORDS || wordCount > MAX_WORDS || /\?\s*$/.test(plain)) return 0;
  if (OPEN.test(plain) || ASIDE.test(plain) || isDoneInMeeting(plain)) return 0;
  if (isHedged(plain) || isConditional(plain) || isReported(plain)) return 0;
  if (CLEAR.test(plain)) return CLEAR_POINTS;
  return WEAK.test(plain) ? WEAK_POINTS : 0;
}
