import type { Transcription } from '../../ports/transcriber.ts';

/** Mean natural logarithm of the token probabilities; null when the engine does not tell, or said nothing. */
export function averageLogProbability({ segments }: Transcription): number | null {
  let letters = 0;
  let sum = 0;
  for (const { text, averageLogProbability: average } of segments) {
    if (average === null) continue;
    letters += text.length;
    sum += average * text.length;
  }
  return letters === 0 ? null : sum / letters;
}
