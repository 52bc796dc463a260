import type { AgreedItem } from './agreed-item.ts';
import { compareText } from './statement.ts';
import type { Voice } from './voters.ts';

/**
 * Seats by their agreement with the confirmed items, best first: the harmonic mean of the part of a seat's items that are
 * confirmed and the part of the confirmed ones that it made.
 */
export function medoidSeats(voices: readonly Voice[], items: readonly AgreedItem[]): readonly string[] {
  const confirmed = items.filter(({ claim }) => claim.tier === 'confirmed');
  const scoreOf = ({ voter }: Voice): number => {
    const made = (list: readonly AgreedItem[]): number =>
      list.filter(({ cluster }) => cluster.supporters.some((statement) => statement.voter === voter)).length;
    const [own, right] = [made(items), made(confirmed)];
    return own + confirmed.length === 0 ? 0 : (2 * right) / (own + confirmed.length);
  };
  return voices
    .map((voice) => ({ seat: voice.draft.seat, score: scoreOf(voice) }))
    .sort((a, b) => b.score - a.score || compareText(a.seat, b.seat))
    .map(({ seat }) => seat);
}
