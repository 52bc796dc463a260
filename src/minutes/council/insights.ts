import type { Claim, SpeakerInsight } from '../../domain/minutes.ts';
import type { Transcript } from '../../domain/transcript.ts';
import type { AgreedItem } from './agreed-item.ts';

const MOST_INSIGHTS = 3;

/** Talk time and share of everyone who spoke, with the best supported things that were said about their part. */
export function agreedInsights({ speakers }: Transcript, items: readonly AgreedItem[]): readonly SpeakerInsight[] {
  const totalMs = (speakers ?? []).reduce((sum, { talkMs }) => sum + talkMs, 0);
  return (speakers ?? []).map(({ speaker, name, talkMs, turns }) => ({
    speaker,
    name,
    talkMs,
    turns,
    share: totalMs > 0 ? talkMs / totalMs : 0,
    insights: bestOf(items.filter(({ cluster }) => cluster.center.group === speaker).map(({ claim }) => claim)),
  }));
}

const bestOf = (claims: readonly Claim[]): readonly Claim[] =>
  claims
    .filter(({ tier }) => tier !== 'dropped')
    .sort((a, b) => b.votes - a.votes || a.startMs - b.startMs)
    .slice(0, MOST_INSIGHTS);
