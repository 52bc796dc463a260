import { MomError } from '../../errors.ts';
import type { LiveMeetingRecord } from '../../ports/live-meeting-store.ts';
import { journalFolderOf, peopleIn } from './call-setup.ts';
import { type JournalFacts, journalFacts } from './journal-facts.ts';
import type { LiveDesk } from './live-desk.ts';

/** What became of a meeting that an earlier process left unfinished. */
export type Past =
  /** It never was recorded. */
  | { readonly kind: 'nothing' }
  /** Its call goes on without us; `facts` null: it was being joined. */
  | { readonly kind: 'broken-off'; readonly facts: JournalFacts | null }
  /** Its call is over; minutes are owed. */
  | { readonly kind: 'over' };

/** @throws MomError store_failed; the signal's reason */
export async function lookBack(record: LiveMeetingRecord, desk: LiveDesk, signal: AbortSignal): Promise<Past> {
  const { meetingId, guildId, callChannelId, journalKey, startedAtMs } = record;
  if (!(await desk.store.findMeeting(meetingId))) return { kind: 'nothing' };
  if (record.state === 'processing') return { kind: 'over' };
  const facts = await factsOf(journalFolderOf(meetingId, desk), journalKey, signal);
  const nowMs = desk.clock.now();
  const { resumeMs, startAgainMs, maxMeetingMs } = desk.timings;
  if (facts === 'unreadable') return { kind: 'over' };
  if (facts === null && nowMs - startedAtMs > startAgainMs) return { kind: 'nothing' };
  const lastAtMs = facts?.lastAtMs ?? startedAtMs;
  if (nowMs - lastAtMs > resumeMs || nowMs - startedAtMs > maxMeetingMs) return { kind: 'over' };
  const people = await peopleIn(guildId, callChannelId, desk);
  if (people.length > 0) return { kind: 'broken-off', facts };
  return { kind: facts ? 'over' : 'nothing' };
}

async function factsOf(
  folder: string,
  key: Uint8Array | null,
  signal: AbortSignal,
): Promise<JournalFacts | 'unreadable' | null> {
  try {
    return await journalFacts(folder, key, signal);
  } catch (error: unknown) {
    signal.throwIfAborted();
    if (error instanceof MomError) return 'unreadable';
    throw error;
  }
}
