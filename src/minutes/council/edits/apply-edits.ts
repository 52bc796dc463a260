import type { TranscriptEdit } from '../../../domain/minutes.ts';
import type { Transcript, Utterance } from '../../../domain/transcript.ts';
import { positionsOfWords } from './word-places.ts';

/** The transcript with the agreed words; what was heard stays in `original`. Words that are not there any more are left alone. */
export function applyEdits(transcript: Transcript, edits: readonly TranscriptEdit[]): Transcript {
  const byUtterance = Map.groupBy(edits, ({ utteranceId }) => utteranceId);
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
