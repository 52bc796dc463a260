import type { Caption } from '../../domain/caption.ts';
import { trackIdOf } from './track-id.ts';

/** After a restart captions go on with what was said at most so long before they broke off; the final pass hears all of it. */
const CATCH_UP_MS = 30_000;

/** Nothing that has a caption gets a second one. Gives epoch ms for each member. */
export function catchUp(captions: readonly Caption[], zeroMs: number): (userId: string) => number {
  const ends = new Map<string, number>();
  for (const { trackId, endMs } of captions) ends.set(trackId, Math.max(endMs, ends.get(trackId) ?? 0));
  const earliestMs = Math.max(0, ...ends.values()) - CATCH_UP_MS;
  return (userId) => zeroMs + Math.max(earliestMs, ends.get(trackIdOf(userId)) ?? 0);
}
