import { createHash } from 'node:crypto';

/** Letters of an id; 48 bits are enough for the items of one meeting. */
const LENGTH = 12;

/**
 * Gives items their ids: a hash of meeting, kind and the moment at which the item opens, so a late answer or another wording
 * leaves it the same. Items of one kind and moment are numbered in the order in which they are asked for.
 */
export function itemIds(meetingId: string): (kind: string, openingId: string) => string {
  const taken = new Map<string, number>();
  return (kind, openingId) => {
    const key = `${meetingId}\n${kind}\n${openingId}`;
    const count = taken.get(key) ?? 0;
    taken.set(key, count + 1);
    return createHash('sha256').update(`${key}\n${count}`).digest('hex').slice(0, LENGTH);
  };
}
