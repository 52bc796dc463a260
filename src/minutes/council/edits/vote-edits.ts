import type { SeatDraft } from '../../../domain/draft.ts';
import type { TranscriptEdit } from '../../../domain/minutes.ts';
import type { Transcript, Utterance } from '../../../domain/transcript.ts';
import { wordsOf } from '../../extractive/index.ts';
import { canonicalModel } from '../canonical-model.ts';
import { cleanLine } from '../draft/index.ts';
import { soundLikeness } from './similar-sound.ts';
import { isUntouchable } from './untouchable.ts';
import { positionsOfWords } from './word-places.ts';

const MOST_WORDS = 3;
const MIN_LIKENESS = 0.5;
/** Models that must agree on a word that stands in no glossary and is nobody's name. */
const ENOUGH_VOTES = 3;
/** So much of an utterance may change at most, but always one name of three words. */
const MOST_OF_UTTERANCE = 0.05;
const LONGEST_WORD = 80;

/**
 * Misheard names, terms and acronyms that the seats want to correct, after the hard rules: the words stand there as quoted, what
 * they become sounds alike and is known or wanted by three models, and nothing that carries meaning is touched (see
 * `isUntouchable`). In the order of the transcript.
 */
export function voteEdits(
  drafts: readonly SeatDraft[],
  transcript: Transcript,
  glossary: readonly string[],
): readonly TranscriptEdit[] {
  const known = knownWords(transcript, glossary);
  const proposals = proposalsOf(drafts);
  return transcript.utterances.flatMap((utterance) => {
    const wanted = proposals.get(utterance.id) ?? [];
    const allowed = wanted.filter((edit) => isAllowed(edit, utterance, known));
    return withinMeasure(withoutOverlap(allowed, utterance), utterance);
  });
}

/** What is wanted for each utterance, with the number of models that want it. */
function proposalsOf(drafts: readonly SeatDraft[]): ReadonlyMap<string, readonly TranscriptEdit[]> {
  const voters = new Map<string, { readonly edit: Omit<TranscriptEdit, 'votes'>; readonly models: Set<string> }>();
  for (const { model, draft } of drafts) {
    for (const { segment, wrong, right } of draft.transcript_fixes) {
      const edit = { utteranceId: segment, from: wrong.trim(), to: cleanLine(right, LONGEST_WORD) };
      const key = JSON.stringify(edit);
      const entry = voters.get(key) ?? { edit, models: new Set<string>() };
      entry.models.add(canonicalModel(model));
      voters.set(key, entry);
    }
  }
  const edits = [...voters.values()].map(({ edit, models }) => ({ ...edit, votes: models.size }));
  return Map.groupBy(edits, ({ utteranceId }) => utteranceId);
}

function isAllowed({ from, to, votes }: TranscriptEdit, utterance: Utterance, known: ReadonlySet<string>): boolean {
  const [before, after] = [wordsOf(from), wordsOf(to)];
  return (
    before.length > 0 &&
    after.length > 0 &&
    Math.max(before.length, after.length) <= MOST_WORDS &&
    from !== to &&
    !isUntouchable(from) &&
    !isUntouchable(to) &&
    soundLikeness(from, to) >= MIN_LIKENESS &&
    (known.has(to.toLowerCase()) || votes >= ENOUGH_VOTES) &&
    positionsOfWords(utterance.text, from).length > 0
  );
}

/** Names of the people here, whole and in parts, and the glossary. */
function knownWords({ utterances, speakers }: Transcript, glossary: readonly string[]): ReadonlySet<string> {
  const names = speakers === null ? [] : utterances.map(({ name }) => name);
  const parts = [...new Set(names)].flatMap((name) => [name, ...name.split(/\s+/)]);
  return new Set([...parts, ...glossary].map((word) => word.trim().toLowerCase()).filter((word) => word !== ''));
}

/** Of edits that want the same words the one with most votes. */
function withoutOverlap(edits: readonly TranscriptEdit[], { text }: Utterance): readonly TranscriptEdit[] {
  const chosen: TranscriptEdit[] = [];
  const taken: { readonly start: number; readonly end: number }[] = [];
  const ranked = [...edits].sort(
    (a, b) => b.votes - a.votes || b.from.length - a.from.length || (a.from + a.to < b.from + b.to ? -1 : 1),
  );
  for (const edit of ranked) {
    const spans = positionsOfWords(text, edit.from).map((start) => ({ start, end: start + edit.from.length }));
    if (spans.some((span) => taken.some(({ start, end }) => span.start < end && start < span.end))) continue;
    chosen.push(edit);
    taken.push(...spans);
  }
  return chosen.sort((a, b) => text.indexOf(a.from) - text.indexOf(b.from));
}

/** An utterance of which much would change was misheard altogether: names don't mend it. */
function withinMeasure(edits: readonly TranscriptEdit[], { text }: Utterance): readonly TranscriptEdit[] {
  const limit = Math.max(MOST_WORDS, Math.floor(wordsOf(text).length * MOST_OF_UTTERANCE));
  let words = 0;
  return edits.filter(({ from }) => {
    words += wordsOf(from).length * positionsOfWords(text, from).length;
    return words <= limit;
  });
}
