import type { Sentence } from './sentence.ts';

/** What one speaker said until another began. */
export interface SpokenTurn {
  readonly speaker: string;
  readonly name: string | null;
  readonly sentences: readonly Sentence[];
}

/** The meeting as an exchange: who said what after whom. */
export interface Conversation {
  readonly sentences: readonly Sentence[];
  readonly turns: readonly SpokenTurn[];
  /** False when nobody can tell who spoke; then nothing counts as a reply. */
  readonly knowsSpeakers: boolean;
}

export function conversationOf(sentences: readonly Sentence[], knowsSpeakers: boolean): Conversation {
  const turns: Sentence[][] = [];
  for (const sentence of sentences) {
    const turn = turns[sentence.turn];
    if (turn === undefined) turns[sentence.turn] = [sentence];
    else turn.push(sentence);
  }
  return {
    sentences,
    knowsSpeakers,
    turns: turns.map((said) => ({ speaker: said[0]?.speaker ?? '', name: said[0]?.name ?? null, sentences: said })),
  };
}

/** What the same speaker goes on to say in the turn of a sentence. */
export function restOfTurn({ turns }: Conversation, sentence: Sentence): readonly Sentence[] {
  return turns[sentence.turn]?.sentences.filter(({ index }) => index > sentence.index) ?? [];
}

/** The turns of other people among the `count` turns after a sentence. */
export function repliesTo(
  { turns, knowsSpeakers }: Conversation,
  sentence: Sentence,
  count: number,
): readonly SpokenTurn[] {
  if (!knowsSpeakers) return [];
  return turns
    .slice(sentence.turn + 1, sentence.turn + 1 + count)
    .filter(({ speaker }) => speaker !== sentence.speaker);
}

const FILLER = '(?:(?:oh|um|uh|well|so|and|but|hmm?|mm)[\\s,.]+)*';
const ACCEPTANCE = new RegExp(
  `^${FILLER}(?:yes|yeah|yep|yup|sure|ok|okay|alright|all right|absolutely|certainly|definitely|of course|no problem|will do|fine|sounds good|on it|happy to|consider it done|done|i will|i'll|i can|gladly)\\b`,
  'i',
);
const OWN_WORDS =
  /\b(?:i will|i'll|will do|i'm on it|on it|i can (?:do|take)|consider it done|happy to|leave it (?:to|with) me|i'm going to)\b/i;
const AGREEMENT = new RegExp(
  `^${FILLER}(?:yes|yeah|yep|yup|sure|ok|okay|alright|all right|agreed|i agree|deal|right|exactly|perfect|great|good|fine|cool|works for me|sounds (?:good|great|fine)|makes sense|let's do (?:it|that)|absolutely|definitely|of course)\\b`,
  'i',
);
const REFUSAL = new RegExp(
  `^${FILLER}(?:(?:yeah|yes|okay|ok|right)[\\s,.]+)?(?:no|nope|nah|sorry|not really|i (?:can't|cannot|won't|don't|disagree|doubt)|we (?:can't|cannot|shouldn't|don't)|but)\\b(?! (?:problem|worries))`,
  'i',
);

const openingOf = (turn: SpokenTurn): string => turn.sentences[0]?.plain ?? '';

/** "Yes", "sure", "will do" at the start of a turn. */
export const accepts = (turn: SpokenTurn): boolean => ACCEPTANCE.test(openingOf(turn)) && !refuses(turn);

/** The reply says in the first person that the speaker does it. */
export const takesOn = (turn: SpokenTurn): boolean =>
  !refuses(turn) && turn.sentences.slice(0, 2).some(({ plain }) => OWN_WORDS.test(plain));

/** "Agreed", "yes", "makes sense" at the start of a turn. */
export const agrees = (turn: SpokenTurn): boolean => AGREEMENT.test(openingOf(turn)) && !refuses(turn);

/** "No", "I can't", "yes but" at the start of a turn. */
export const refuses = (turn: SpokenTurn): boolean => REFUSAL.test(openingOf(turn));
