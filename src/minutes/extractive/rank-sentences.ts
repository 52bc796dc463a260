import type { Sentence } from './sentence.ts';

const CUE =
  /\b(?:decid|agree|conclu|summar|important|main|need to|going to|should|will|plan|next (?:week|meeting|step)|action|deadline|problem|issue|propos|suggest|we(?:'ll| will)|let's)/i;
const SMALL_TALK =
  /^(?:(?:so|well|okay|ok|alright|great|um|uh)[\s,.]+)*(?:good (?:morning|afternoon|evening)|hello|hi|hey|bye|goodbye|thank(?:s| you)|welcome|see you|that(?:'s| is) (?:it|all|everything))\b/i;

// Weights from the comparison on 232 QMSum meetings: cue-weighted centroid was the best of eight cheap rankings.
const CUE_WEIGHT = 1.35;
const QUESTION_WEIGHT = 0.7;
const DECISION_WEIGHT = 1.5;
const SMALL_TALK_WEIGHT = 0.3;
const MIN_WORDS = 5;
const MAX_WORDS = 45;
const MIN_CONTENT_WORDS = 2;

export interface RankedSentence {
  readonly sentence: Sentence;
  /** How close the sentence is to what the whole meeting is about; only comparable inside one meeting. */
  readonly score: number;
}

/**
 * Scores every sentence that can stand as a quote by its closeness to the centroid of the meeting's words; `decided` are the
 * indexes of sentences that settle something.
 */
export function rankSentences(sentences: readonly Sentence[], decided: ReadonlySet<number>): readonly RankedSentence[] {
  const quotable = sentences.filter(isQuotable);
  const weights = inverseFrequencies(quotable);
  const centroid = centroidOf(quotable, weights);
  return quotable.map((sentence) => ({
    sentence,
    score: closeness(sentence, weights, centroid) * cueFactor(sentence, decided),
  }));
}

function isQuotable(sentence: Sentence): boolean {
  return (
    sentence.wordCount >= MIN_WORDS &&
    sentence.wordCount <= MAX_WORDS &&
    sentence.contentWords.size >= MIN_CONTENT_WORDS &&
    !/[\p{Cc}]/u.test(sentence.plain)
  );
}

function inverseFrequencies(sentences: readonly Sentence[]): ReadonlyMap<string, number> {
  const counts = countsOf(sentences);
  return new Map([...counts].map(([word, count]) => [word, Math.log((sentences.length + 1) / count)]));
}

function countsOf(sentences: readonly Sentence[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { contentWords } of sentences) {
    for (const word of contentWords) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

function centroidOf(sentences: readonly Sentence[], weights: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...countsOf(sentences)].map(([word, count]) => [word, count * (weights.get(word) ?? 0)]));
}

/** Cosine with the centroid (its length is the same for all and left out), favouring longer sentences a little. */
function closeness(
  { contentWords }: Sentence,
  weights: ReadonlyMap<string, number>,
  centroid: ReadonlyMap<string, number>,
): number {
  let dot = 0;
  let square = 0;
  for (const word of contentWords) {
    const weight = weights.get(word) ?? 0;
    dot += weight * (centroid.get(word) ?? 0);
    square += weight * weight;
  }
  return square === 0 ? 0 : (dot / Math.sqrt(square)) * Math.log(3 + contentWords.size);
}

function cueFactor(sentence: Sentence, decided: ReadonlySet<number>): number {
  const cue = CUE.test(sentence.plain) ? CUE_WEIGHT : 1;
  const question = isQuestion(sentence) ? QUESTION_WEIGHT : 1;
  const smallTalk = isSmallTalk(sentence) ? SMALL_TALK_WEIGHT : 1;
  const decision = decided.has(sentence.index) ? DECISION_WEIGHT : 1;
  return cue * question * smallTalk * decision;
}

const isQuestion = ({ text }: Sentence): boolean => /[?？؟]$/.test(text);
const isSmallTalk = ({ plain }: Sentence): boolean => SMALL_TALK.test(plain);

/** Says something about the matter: no question, no greeting, no thanks, no goodbye. */
export const isStatement = (sentence: Sentence): boolean => !isQuestion(sentence) && !isSmallTalk(sentence);
