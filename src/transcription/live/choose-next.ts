import type { FairShare } from './fair-share.ts';

/** The first speech that waits of one track. */
export interface Candidate {
  readonly deadlineMs: number;
  readonly startSample: number;
  readonly share: FairShare;
  readonly meetingShare: FairShare;
}

/**
 * Earliest deadline first, while every deadline can be kept. Once one is missed that order would give all to whoever speaks most: then
 * the meeting goes first that has had least, in it the speaker who has had least, of these again the earliest deadline.
 */
export function chooseNext<Item extends Candidate>(candidates: readonly Item[], nowMs: number): Item | null {
  const isBehind = candidates.some(({ deadlineMs }) => deadlineMs <= nowMs);
  return firstBy(candidates, isBehind ? byShare : byDeadline);
}

const byShare = (a: Candidate, b: Candidate): number =>
  a.meetingShare.served - b.meetingShare.served || a.share.served - b.share.served || byDeadline(a, b);

const byDeadline = (a: Candidate, b: Candidate): number => a.deadlineMs - b.deadlineMs || a.startSample - b.startSample;

function firstBy<Item>(items: readonly Item[], compare: (a: Item, b: Item) => number): Item | null {
  let first: Item | null = null;
  for (const item of items) if (first === null || compare(item, first) < 0) first = item;
  return first;
}
