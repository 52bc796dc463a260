import type { TranscriptEdit } from '../../../domain/minutes.ts';
import type { Transcript, Utterance } from '../../../domain/transcript.ts';
import { positionsOfWords } from './word-places.ts';

/** The transcript with the agreed words; what was heard stays in `original`. Words that are not there any more are left alone. */
export function applyEdits(transcript: Transcript, edits: readonly TranscriptEdit[]): Transcript {
  const made = edits.filter(({ isUndone }) => !isUndone);
  const byUtterance = Map.groupBy(made, ({ utteranceId }) => utteranceId);
  return {
    ...transcript,
    utterances: transcript.utterances.map((utterance) => edited(utterance, byUtterance.get(utterance.id) ?? [])),
  };
}

/** The transcript as it was heard. */
export function undoEdits(transcript: Transcript): Transcript {
  return {
    ...transcript,
    utterances: transcript.utterances.map(({ original, ...utterance }) => ({
      ...utterance,
      text: original ?? utterance.text,
    })),
  };
}

/**
 * What a meeting is left with whose minutes are written anew from an edited transcript: the old edits of what is still there, also those
 * that were taken back, and of the fresh ones only what nobody has decided yet.
 */
export function editsAnew(
  transcript: Transcript,
  old: readonly TranscriptEdit[],
  fresh: readonly TranscriptEdit[],
): { readonly transcript: Transcript; readonly edits: readonly TranscriptEdit[] } {
  const ids = new Set(transcript.utterances.map(({ id }) => id));
  const kept = old.filter(({ utteranceId }) => ids.has(utteranceId));
  const decided = new Set(kept.map(nameOf));
  const added = fresh.filter((edit) => !decided.has(nameOf(edit)));
  return { transcript: applyEdits(transcript, added), edits: [...kept, ...added] };
}

const nameOf = ({ utteranceId, from, to }: TranscriptEdit): string => JSON.stringify([utteranceId, from, to]);

/** All places are looked up in the text as it was, so that no edit can change what another one wrote. */
function edited(utterance: Utterance, edits: readonly TranscriptEdit[]): Utterance {
  const { text } = utterance;
  const changes = edits
    .flatMap(({ from, to }) => positionsOfWords(text, from).map((start) => ({ start, end: start + from.length, to })))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  let written = '';
  let at = 0;
  for (const { start, end, to } of changes) {
    if (start < at) continue;
    written += text.slice(at, start) + to;
    at = end;
  }
  if (at === 0) return utterance;
  return { ...utterance, text: written + text.slice(at), original: utterance.original ?? text };
}
