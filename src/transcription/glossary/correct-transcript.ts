import type { Transcript } from '../../domain/transcript.ts';
import type { Correction } from '../../ports/glossary-store.ts';
import { applyCorrection } from './apply-correction.ts';

export interface CorrectedTranscript {
  readonly transcript: Transcript;
  /** What was replaced and how often; only corrections that changed something. */
  readonly applied: readonly { readonly correction: Correction; readonly count: number }[];
}

/** The transcript with wrong forms replaced; utterances keep their ids, times and speakers. `corrections` the oldest first. */
export function correctTranscript(transcript: Transcript, corrections: readonly Correction[]): CorrectedTranscript {
  let { utterances } = transcript;
  const counts = corrections.map((correction) => {
    let count = 0;
    utterances = utterances.map((utterance) => {
      const corrected = applyCorrection(utterance.text, correction);
      count += corrected.count;
      return corrected.count === 0 ? utterance : { ...utterance, text: corrected.text };
    });
    return { correction, count };
  });
  return { transcript: { ...transcript, utterances }, applied: counts.filter(({ count }) => count > 0) };
}
