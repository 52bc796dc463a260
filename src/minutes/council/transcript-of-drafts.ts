import type { Draft } from '../../domain/draft.ts';
import type { Transcript, Utterance } from '../../domain/transcript.ts';

/** Utterances of the longest meetings stay far below; a higher number is made up. */
const HIGHEST_ID = 100_000;

/**
 * A stand-in for a transcript that is not at hand: utterances at the places that are cited, saying what is claimed of them, so that
 * words can be weighed and distances told.
 */
export function transcriptOfDrafts(drafts: readonly Draft[]): Transcript {
  const texts = new Map<number, string[]>();
  for (const { text, evidence } of drafts.flatMap(claimsOf)) {
    for (const id of evidence) {
      const number = Number(/^s(\d+)$/.exec(id)?.[1] ?? 0);
      if (number < 1 || number > HIGHEST_ID) continue;
      texts.set(number, [...(texts.get(number) ?? []), text]);
    }
  }
  const last = [...texts.keys()].reduce((highest, number) => Math.max(highest, number), 0);
  const utterances = Array.from({ length: last }, (_, at) => utteranceOf(at + 1, texts.get(at + 1) ?? []));
  return { utterances, turns: [], speakers: null, language: null };
}

const claimsOf = (draft: Draft) => [
  ...draft.summary.map(({ sentence, evidence }) => ({ text: sentence, evidence })),
  ...draft.key_points,
  ...draft.decisions,
  ...draft.action_items.map(({ task, evidence }) => ({ text: task, evidence })),
  ...draft.open_questions,
  ...draft.speakers.flatMap(({ insights }) => insights),
  ...draft.sections.flatMap(({ items }) => items),
  // Chapters claim nothing, but their order counts.
  ...draft.chapters.map(({ first }) => ({ text: '', evidence: [first] })),
];

const utteranceOf = (number: number, texts: readonly string[]): Utterance => ({
  id: `s${number}`,
  speaker: '',
  name: '',
  startMs: number,
  endMs: number,
  text: texts.join(' '),
  confidence: 1,
  language: null,
});
