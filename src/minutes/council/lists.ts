import type { Claim, Tier } from '../../domain/minutes.ts';

const TIER_ORDER: Readonly<Record<Tier, number>> = { confirmed: 0, unconfirmed: 1, dropped: 2 };
/** What was not believed is kept for who wants to know why, in bounded number. */
const MOST_DROPPED = 50;
const MIN_KEY_POINTS = 3;
const MAX_KEY_POINTS = 5;

interface Listed {
  readonly tier: Tier;
  readonly startMs: number;
  readonly votes: number;
}

/** Confirmed first, then by time. */
export function ordered<T extends Listed>(items: readonly T[]): readonly T[] {
  const sorted = [...items].sort((a, b) => TIER_ORDER[a.tier] - TIER_ORDER[b.tier] || a.startMs - b.startMs);
  const kept = sorted.findIndex(({ tier }) => tier === 'dropped');
  return kept < 0 ? sorted : sorted.slice(0, kept + MOST_DROPPED);
}

/** Three to five: the best supported, filled up with unconfirmed ones only where there are too few. */
export function chooseKeyPoints(points: readonly Claim[]): readonly Claim[] {
  const score = ({ votes, support }: Claim): number => votes + (support?.evidenceScore ?? 0);
  const best = (tier: Tier): readonly Claim[] =>
    points.filter((point) => point.tier === tier).sort((a, b) => score(b) - score(a) || a.startMs - b.startMs);
  const confirmed = best('confirmed').slice(0, MAX_KEY_POINTS);
  const more = best('unconfirmed').slice(0, Math.max(0, MIN_KEY_POINTS - confirmed.length));
  return ordered([...confirmed, ...more]);
}
