import { isDeepStrictEqual } from 'node:util';
import type { CaptureReceipt } from '../../domain/receipt.ts';
import { toMomError } from '../../errors.ts';
import type { LiveMeetingRecord } from '../../ports/live-meeting-store.ts';
import type { MeetingResult } from '../../ports/meeting-store.ts';
import type { ThreadRef } from '../../ports/meeting-thread.ts';
import type { MeetingOutcome } from '../meeting-service.ts';
import type { LiveDesk } from './live-desk.ts';
import { factsOfCall, minutesPostOf, retryOptions } from './minutes-post.ts';
import { retry } from './retry.ts';

/**
 * Makes what stands of a finished meeting tell what is stored of it now; tries until it works. Where somebody's words or the whole
 * meeting are forgotten meanwhile, that is what stands there in the end. Does nothing where nothing was posted.
 *
 * @throws MomError thread_forbidden, store_failed; the signal's reason
 */
export async function repostMinutes(meetingId: string, desk: LiveDesk, signal: AbortSignal): Promise<void> {
  const record = await desk.liveMeetings.find(meetingId);
  if (record?.state !== 'done' || !record.thread) return;
  const { thread } = record;
  const receipt = await receiptOf(record, desk, signal);
  const post = (): Promise<MeetingOutcome | null> => postStored(meetingId, thread, receipt, desk, signal);
  for (;;) {
    const posted = await retry(post, retryOptions(desk, signal));
    if (!posted) return await desk.thread.remove(meetingId, thread);
    if (isSameResult(posted, await outcomeOf(meetingId, desk))) return;
  }
}

/** Transcript and minutes alone. */
export const isSameResult = (a: MeetingResult, b: MeetingResult | null): boolean =>
  b !== null && isDeepStrictEqual([a.transcript, a.minutes], [b.transcript, b.minutes]);

/** Null when the meeting is gone. Every try reads it anew: the one before may have been long ago. */
async function postStored(
  meetingId: string,
  thread: ThreadRef,
  receipt: CaptureReceipt | null,
  desk: LiveDesk,
  signal: AbortSignal,
): Promise<MeetingOutcome | null> {
  const outcome = await outcomeOf(meetingId, desk);
  if (outcome) await desk.thread.postMinutes(meetingId, thread, await minutesPostOf(outcome, receipt, desk), signal);
  return outcome;
}

async function outcomeOf(meetingId: string, { meetings }: LiveDesk): Promise<MeetingOutcome | null> {
  try {
    return await meetings.outcome(meetingId);
  } catch (error: unknown) {
    if (toMomError(error).code !== 'meeting_unknown') throw error;
    return null;
  }
}

/** Minutes can do without: the sound may be deleted by now. */
async function receiptOf(
  record: LiveMeetingRecord,
  desk: LiveDesk,
  signal: AbortSignal,
): Promise<CaptureReceipt | null> {
  try {
    return (await factsOfCall(record, desk, signal))?.receipt ?? null;
  } catch (error: unknown) {
    signal.throwIfAborted();
    desk.log.warn({ err: error, meetingId: record.meetingId }, 'there is no receipt for minutes that are posted again');
    return null;
  }
}
