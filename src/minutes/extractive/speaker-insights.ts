import type { SpeakerInsight } from '../../domain/minutes.ts';
import type { SpeakerTime } from '../../domain/speaker.ts';
import { claimOf } from './quote.ts';
import type { RankedSentence } from './rank-sentences.ts';

/** Talk time and share of everyone who spoke, with the most central thing each said. */
export function speakerInsightsOf(
  speakers: readonly SpeakerTime[],
  ranked: readonly RankedSentence[],
): readonly SpeakerInsight[] {
  const best = new Map<string, RankedSentence>();
  for (const entry of ranked) {
    const known = best.get(entry.sentence.speaker);
    if (known === undefined || entry.score > known.score) best.set(entry.sentence.speaker, entry);
  }
  const totalMs = speakers.reduce((sum, { talkMs }) => sum + talkMs, 0);
  return speakers.map(({ speaker, name, talkMs, turns }) => {
    const quote = best.get(speaker);
    const share = totalMs > 0 ? talkMs / totalMs : 0;
    return { speaker, name, talkMs, turns, share, insights: quote === undefined ? [] : [claimOf(quote.sentence)] };
  });
}
