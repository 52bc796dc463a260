import { z } from 'zod';
import type { Claim, Minutes } from '../../../domain/minutes.ts';
import { countWords } from '../count-words.ts';
import { cleanLine, draftLimits, jsonOfAnswer } from '../draft/index.ts';
import { isHedged, negationsIn } from '../words/index.ts';
import { itemFaults, type Source, wordingFaults } from './wording-guard.ts';
import { type WordingItem, wordingItems } from './wording-items.ts';

/** Minutes after a try to word them. */
export interface Worded {
  /** The minutes as they were when there is a violation. */
  readonly minutes: Minutes;
  /** What the wording did wrong, for asking once more; at most 20. Empty when it was taken. */
  readonly violations: readonly string[];
}

const answerSchema = z.object({
  items: z.array(z.object({ id: z.string(), text: z.string() })),
  summary: z.array(z.object({ sentence: z.string(), ids: z.array(z.string()) })),
});
type Answer = z.infer<typeof answerSchema>;

const MOST_VIOLATIONS = 20;
// Asked for are 200-300 words; a little beside that is taken.
const MIN_SUMMARY_WORDS = 180;
const MAX_SUMMARY_WORDS = 320;

/** Takes a seat's wording of agreed minutes, all or nothing, behind the guard. `model` is told as who worded them. */
export function applyWording(minutes: Minutes, answerText: string, model: string): Worded {
  const items = wordingItems(minutes);
  const answer = readAnswer(answerText);
  if (answer === null) return { minutes, violations: ['the answer is not the JSON that was asked for'] };
  const names = [
    ...minutes.speakerInsights.map(({ name }) => name),
    ...minutes.actionItems.map(({ owner }) => owner ?? ''),
  ];
  const rules = { names, language: minutes.language };
  const violations = [
    ...idFaults(answer, items),
    ...textFaults(answer, items, rules),
    ...summaryFaults(answer, items, { minutes, ...rules }),
  ];
  if (violations.length > 0) return { minutes, violations: violations.slice(0, MOST_VIOLATIONS) };
  return { minutes: reworded(minutes, answer, model), violations: [] };
}

function readAnswer(text: string): Answer | null {
  const json = jsonOfAnswer(text);
  if (json.state === 'none' || json.state === 'cut') return null;
  const parsed = answerSchema.safeParse(json.value);
  if (!parsed.success) return null;
  return {
    items: parsed.data.items.map(({ id, text: worded }) => ({ id, text: cleanLine(worded, draftLimits.textLength) })),
    summary: parsed.data.summary.map(({ sentence, ids }) => ({
      sentence: cleanLine(sentence, draftLimits.textLength),
      ids,
    })),
  };
}

function idFaults({ items: worded }: Answer, items: readonly WordingItem[]): readonly string[] {
  const wanted = new Set(items.filter(({ kind }) => kind !== 'sentence').map(({ id }) => id));
  const got = worded.map(({ id }) => id);
  const missing = [...wanted].filter((id) => !got.includes(id));
  const strange = got.filter((id, at) => !wanted.has(id) || got.indexOf(id) !== at);
  return [
    ...missing.map((id) => `item ${id} is missing`),
    ...strange.map((id) => `item ${id} was not asked for, or is there twice`),
  ];
}

type Rules = Pick<Source, 'names' | 'language'>;

function textFaults(answer: Answer, items: readonly WordingItem[], rules: Rules): readonly string[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return answer.items.flatMap(({ id, text }) => {
    const item = byId.get(id);
    if (item === undefined) return [];
    return itemFaults(text, { ...rules, texts: [item.text, ...item.variants] }).map((fault) => `item ${id}: ${fault}`);
  });
}

function summaryFaults(
  { summary }: Answer,
  items: readonly WordingItem[],
  { minutes, ...rules }: Rules & { readonly minutes: Minutes },
): readonly string[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const faults = summary.flatMap(({ sentence, ids }, at) => {
    const told = ids.map((id) => byId.get(id));
    const known = told.filter((item) => item !== undefined);
    if (known.length === 0 || known.length < told.length) return [`sentence ${at + 1} cites ids that are not there`];
    const texts = known.flatMap(({ text, variants }) => [text, ...variants]);
    return sentenceFaults(sentence, { ...rules, texts }).map((fault) => `sentence ${at + 1}: ${fault}`);
  });
  return [...faults, ...lengthFaults(summary.map(({ sentence }) => sentence).join(' '), minutes)];
}

/** A sentence may join a denial and a statement, so it only must not deny, or be sure, where nothing it tells does. */
function sentenceFaults(sentence: string, source: Source): readonly string[] {
  const { texts } = source;
  const denies = negationsIn(sentence) > 0;
  return [
    ...wordingFaults(sentence, source),
    ...(denies && texts.every((text) => negationsIn(text) === 0) ? ['it denies what nobody denied'] : []),
    ...(!denies && texts.every((text) => negationsIn(text) > 0) ? ['it leaves a denial out'] : []),
    ...(texts.every(isHedged) && !isHedged(sentence) ? ['it is firmer than what it tells'] : []),
  ];
}

/** Short is only wrong where there is more that could be told. */
function lengthFaults(summary: string, minutes: Minutes): readonly string[] {
  const words = countWords(summary);
  const hasMaterial = minutes.mode === 'council' && countWords(minutes.summary) >= MIN_SUMMARY_WORDS;
  if (words > MAX_SUMMARY_WORDS) return [`the summary has ${words} words, more than 300`];
  if (words === 0 || (hasMaterial && words < MIN_SUMMARY_WORDS))
    return [`the summary has ${words} words, fewer than 200`];
  return [];
}

function reworded(minutes: Minutes, { items, summary }: Answer, model: string): Minutes {
  const texts = new Map(items.map(({ id, text }) => [id, text]));
  const anew = (claim: Claim): Claim => ({ ...claim, text: texts.get(claim.support?.id ?? '') ?? claim.text });
  const sources = new Map(sourcesOf(minutes).map((claim) => [claim.support?.id, claim]));
  const summaryClaims = summary.map(
    ({ sentence, ids }): Claim =>
      joined(
        sentence,
        ids.flatMap((id) => sources.get(id) ?? []),
      ),
  );
  return {
    ...minutes,
    summary: summaryClaims.map(({ text }) => text).join(' '),
    summaryClaims,
    keyPoints: minutes.keyPoints.map(anew),
    decisions: minutes.decisions.map(anew),
    openQuestions: minutes.openQuestions.map(anew),
    actionItems: minutes.actionItems.map((item) => ({ ...item, task: texts.get(item.support?.id ?? '') ?? item.task })),
    provenance: minutes.provenance === null ? null : { ...minutes.provenance, wordedBy: model },
  };
}

const sourcesOf = (minutes: Minutes): readonly Claim[] => [
  ...minutes.summaryClaims,
  ...minutes.decisions,
  ...minutes.openQuestions,
  ...minutes.keyPoints,
  ...minutes.actionItems.map((item) => ({ ...item, text: item.task, speaker: item.owner })),
];

/** A sentence with the moments of all it tells; it is as sure as the least sure of them. */
function joined(text: string, sources: readonly Claim[]): Claim {
  const [first] = sources;
  const speakers = new Set(sources.map(({ speaker }) => speaker));
  return {
    text,
    evidence: [...new Set(sources.flatMap(({ evidence }) => evidence))],
    startMs: Math.min(...sources.map(({ startMs }) => startMs)),
    speaker: speakers.size === 1 ? (first?.speaker ?? null) : null,
    tier: 'confirmed',
    votes: Math.min(...sources.map(({ votes }) => votes)),
    of: first?.of ?? 0,
    support: first?.support ?? null,
  };
}
