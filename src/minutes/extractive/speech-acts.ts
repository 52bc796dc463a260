import type { Roster } from './roster.ts';

/**
 * Who a sentence puts to work. commit: the speaker promises; duty: the speaker says "I need to"; offer: the speaker, if wanted;
 * request: somebody is asked; order: somebody is told; plan: it is said of a named person; common: "we need to".
 */
export type SpeechActKind = 'commit' | 'duty' | 'offer' | 'request' | 'order' | 'plan' | 'common';

export interface SpeechAct {
  readonly kind: SpeechActKind;
  /** As the sentence names the person, or null. */
  readonly call: string | null;
  /** Where the words begin that put somebody to work ("I will"). */
  readonly startsAt: number;
  /** Where the verb phrase begins in the sentence ("fix the login bugs"). */
  readonly verbAt: number;
}

const FILL = `(?:(?:also|then|just|please|now|so|certainly|definitely|personally|go and|go ahead and|make sure (?:to|i|that i)|be sure to|quickly|[uh]+[hm],?|i'll,?|i will) )*`;
const COMMIT = `(?<commit>\\b(?:i'll|i will|i shall|i'm going to|i am going to|i'm gonna) ${FILL})`;
const DUTY = `(?<duty>\\b(?:i (?:still |also |really )?(?:need to|have to|must)|i've got to|i gotta) ${FILL})`;
const OFFER = `(?<offer>\\b(?:shall i|should i|do you want me to|would you like me to|i can|i could|i'm happy to) ${FILL})`;
const REQUEST = `(?<request>\\b(?:can|could|would|will) (?:you|u) ${FILL}|\\bwould you mind |\\bif you could ${FILL})`;
const ORDER = `(?<order>\\byou(?:'ll| will| have to| need to| must| should|'re going to| are going to) ${FILL}|\\bplease (?!note|bear|remember|excuse|forgive|do not|don't)${FILL})`;
const COMMON = `(?<common>\\b(?:we|someone|somebody|everyone|everybody) (?:need to|needs to|have to|has to|must|should|will|'ll have to|are going to) ${FILL}|\\bwe'll ${FILL}|\\blet's ${FILL})`;
/** "what I'm going to write": a question or a comparison, no promise. */
const EMBEDDED = /\b(?:what(?:ever)?|how|where|why|who|which|whether|than|like)\s+$/i;
const NEGATED = /\b(?:not|never|don't|doesn't|didn't|won't|can't|no need)\b/i;

/** Finds the words by which people take or give work. Made once a meeting, because it knows the names. */
export function createSpeechActFinder(roster: Roster): (sentence: string) => readonly SpeechAct[] {
  const plain = new RegExp([COMMIT, DUTY, OFFER, REQUEST, ORDER, COMMON].join('|'), 'giu');
  const named = namedPattern(roster);
  return (sentence) => {
    const acts = [...sentence.matchAll(plain)].map((match) => actOf(match, calledIn(sentence, match.index, named)));
    const plans =
      named === null ? [] : [named.plan, named.delegation].flatMap((one) => [...sentence.matchAll(one)].map(planOf));
    return [...acts, ...plans].filter(({ startsAt, verbAt }) => {
      if (EMBEDDED.test(sentence.slice(Math.max(0, startsAt - 12), startsAt))) return false;
      return !NEGATED.test(sentence.slice(Math.max(0, startsAt - 12), verbAt));
    });
  };
}

interface NamedPattern {
  readonly before: RegExp;
  readonly after: RegExp;
  readonly plan: RegExp;
  readonly delegation: RegExp;
}

/** "Priya, can you …", "… please, Priya", "Priya will …" and "let's have Priya …". Names are also words ("Will", "Mark"), so a comma or the grammar must show it. */
function namedPattern({ callPattern }: Roster): NamedPattern | null {
  if (callPattern === null) return null;
  return {
    before: new RegExp(`(?:^|[\\s,.;])(?<call>${callPattern})(?:,\\s*|\\s+)(?:(?:so|and|then|maybe)\\s+)?$`, 'iu'),
    after: new RegExp(`,\\s*(?:please,?\\s*)?(?<call>${callPattern})\\s*[.?!]*$`, 'iu'),
    plan: new RegExp(
      `(?<=^|[\\s,.;])(?<!\\b(?:the|an?|your|our|my|this|that|each|every)\\s)(?<call>${callPattern})(?: will|'ll| is going to| is gonna| has to| needs to) ${FILL}`,
      'giu',
    ),
    delegation: new RegExp(
      `\\b(?:let's|we'll|we will|i'll|i will) (?:have|get) (?<call>${callPattern}) (?:to )?${FILL}`,
      'giu',
    ),
  };
}

function calledIn(sentence: string, at: number, named: NamedPattern | null): string | null {
  if (named === null) return null;
  const before = named.before.exec(sentence.slice(0, at))?.groups?.['call'];
  return before ?? named.after.exec(sentence)?.groups?.['call'] ?? null;
}

function actOf(match: RegExpExecArray, call: string | null): SpeechAct {
  const groups = match.groups ?? {};
  const kind = (['commit', 'duty', 'offer', 'request', 'order', 'common'] as const).find(
    (name) => groups[name] !== undefined,
  );
  return { kind: kind ?? 'common', call, startsAt: match.index, verbAt: match.index + match[0].length };
}

const planOf = (match: RegExpExecArray): SpeechAct => ({
  kind: 'plan',
  call: match.groups?.['call'] ?? null,
  startsAt: match.index,
  verbAt: match.index + match[0].length,
});
