import type { Draft } from '../../domain/draft.ts';
import type { CarryOver } from './draft-request.ts';

const KEY_POINTS = 3;
const OPEN_ITEMS = 15;

/** What the next chunk is told about the ones before: their last key points and the latest action items. */
export function carryOverOf(drafts: readonly Pick<Draft, 'key_points' | 'action_items'>[]): CarryOver {
  const points = drafts.flatMap(({ key_points }) => key_points.map(({ text }) => text));
  const items = drafts.flatMap(({ action_items }) => action_items.map(({ task }) => task));
  return { keyPoints: points.slice(-KEY_POINTS), openItems: [...new Set(items)].slice(-OPEN_ITEMS) };
}
