import { type Conversation, repliesTo, restOfTurn, type SpokenTurn } from './conversation.ts';
import type { Sentence } from './sentence.ts';

const REPLY_TURNS = 3;
const MIN_WORDS = 4;
const MAX_WORDS = 45;
const MIN_CONTENT_WORDS = 2;
/** From here on a reply says something, whatever it begins with. */
const ANSWER_WORDS = 4;
/** Later in a long answer "I don't know" is about something else. */
const DEFLECTION_SENTENCES = 2;
/** Who goes on this long after a question has answered it or did not want an answer. */
const RHETORICAL_WORDS = 12;

const ASKS =
  /^(?:(?:so|and|but|well|okay|ok|um|uh|then|or|now|oh|actually|also)[\s,.]+)*(?:who|whom|whose|what|what's|when|where|why|how|which|do|does|did|is|are|was|were|can|could|shall|should|will|would|have|has|may|must)\b|\b(?:who|what|when|where|why|how|which|should we|do we|can we|shall we|could we|are we|will we)\b[^?]*\?$/i;
const COURTESY =
  /\b(?:can (?:you|everyone|everybody|anyone) (?:hear|see)|how are you|how(?:'s| is) it going|any(?:body|one)? (?:questions|comments|thoughts)|(?:any|some)thing else|make sense|is that (?:right|ok|okay|alright|clear|it)|you know what i mean|are (?:you|we) ready|can you repeat|sorry|excuse me|pardon|who (?:cares|knows))\b|["“”]/i;
const SHORT_ANSWER =
  /^(?:(?:oh|um|uh|well|so|and|but|hmm?)[\s,.]+)*(?:yes|yeah|yep|yup|no|nope|sure|okay|ok|right|exactly|agreed|absolutely|definitely|of course|correct|true|maybe|probably|never|always|none|both|neither|not|because|i think|i'd)\b/i;
/** Asks for a person, a thing, a time: one word may answer. */
const ASKS_FOR_WORD =
  /^(?:(?:so|and|but|well|okay|ok|um|uh|then|or|now|oh|actually|also)[\s,.]+)*(?:who|whom|whose|what|what's|when|where|which|how (?:many|much|long|far|often))\b/i;
/** "Me.", "Priya does.", "On Friday." answer such a question; "hm", "oh", "well" do not. */
const NAMES_SOMETHING =
  /^(?:(?:me|us|him|her|them|nobody|everybody|everyone|nothing|today)\b|(?:i|you|we|they|he|she) (?:do|does|did|will|would|is|are|am|can|have|has)\b)/i;
const SOUND = /^(?:h+m+|m+|a+h+|o+h+|u+h+|u+m+|er+m?|wow|cool|ha(?:ha)*)$/;
const DEFLECTION =
  /\b(?:i (?:don't|do not) know|(?:no|don't have any) idea|not sure|good question|(?:i|we)(?:'ll| will| need to| have to)(?: have to)? (?:find out|check|see|look into|ask|get back|think about)|let's (?:park|see|discuss|talk about) (?:it|that)|to be (?:decided|determined|confirmed)|hard to say|can't (?:say|answer)|come back to (?:it|that))\b/i;

/** Questions that nobody answered in the next turns, in order of time. English only. */
export function findOpenQuestions(conversation: Conversation): readonly Sentence[] {
  return conversation.sentences.filter((sentence) => isRealQuestion(sentence) && !isAnswered(sentence, conversation));
}

function isRealQuestion({ plain, wordCount, contentWords }: Sentence): boolean {
  if (!plain.endsWith('?') || wordCount < MIN_WORDS || wordCount > MAX_WORDS) return false;
  return contentWords.size >= MIN_CONTENT_WORDS && ASKS.test(plain) && !COURTESY.test(plain);
}

function isAnswered(question: Sentence, conversation: Conversation): boolean {
  const rest = restOfTurn(conversation, question);
  if (rest.reduce((words, { wordCount }) => words + wordCount, 0) >= RHETORICAL_WORDS) return true;
  if (conversation.knowsSpeakers) return isAnsweredBy(question, repliesTo(conversation, question, REPLY_TURNS));
  const next = conversation.turns.slice(question.turn + 1, question.turn + 1 + REPLY_TURNS);
  return isAnsweredBy(question, [...(rest.length > 0 ? [{ speaker: '', name: null, sentences: rest }] : []), ...next]);
}

/** Who begins with a deflection has not answered: "No idea. I think somebody knew." stays open. */
function isAnsweredBy(question: Sentence, replies: readonly SpokenTurn[]): boolean {
  for (const { sentences } of replies) {
    const statements = sentences.filter(({ plain }) => !plain.endsWith('?'));
    if (statements.slice(0, DEFLECTION_SENTENCES).some(({ plain }) => DEFLECTION.test(plain))) return false;
    if (statements.some((statement) => isAnswer(question, statement))) return true;
  }
  return false;
}

function isAnswer(question: Sentence, { plain, wordCount, contentWords }: Sentence): boolean {
  if (wordCount >= ANSWER_WORDS || SHORT_ANSWER.test(plain)) return true;
  if (!ASKS_FOR_WORD.test(question.plain)) return false;
  return NAMES_SOMETHING.test(plain) || [...contentWords].some((word) => !SOUND.test(word));
}
