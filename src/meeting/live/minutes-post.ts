import type { CaptureReceipt } from '../../domain/receipt.ts';
import { toMomError } from '../../errors.ts';
import type { LiveMeetingRecord } from '../../ports/live-meeting-store.ts';
import type { MinutesPost } from '../../ports/meeting-thread.ts';
import type { MeetingOutcome } from '../meeting-service.ts';
import { journalFolderOf } from './call-setup.ts';
import { type JournalFacts, journalFacts } from './journal-facts.ts';
import type { LiveDesk } from './live-desk.ts';
import type { RetryOptions } from './retry.ts';

/** What is posted of a meeting that has its minutes. */
export async function minutesPostOf(
  { meeting, durationMs, transcript, minutes, warnings }: MeetingOutcome,
  receipt: CaptureReceipt | null,
  desk: LiveDesk,
): Promise<MinutesPost> {
  const document = { meeting, durationMs, transcript, minutes, warnings };
  return { document, receipt, costUsd: await costOf(meeting.id, desk) };
}

/** An upload has no journal; of one whose key is gone the captions are left. @throws MomError journal_failed: it may be right again later */
export async function factsOfCall(
  { meetingId, journalKey }: LiveMeetingRecord,
  desk: LiveDesk,
  signal: AbortSignal,
): Promise<JournalFacts | null> {
  try {
    return await journalFacts(journalFolderOf(meetingId, desk), journalKey, signal);
  } catch (error: unknown) {
    if (toMomError(error).code !== 'journal_locked') throw error;
    desk.log.error({ err: error, meetingId }, 'the journal of a meeting can not be opened');
    return null;
  }
}

/** Minutes don't wait for a figure. */
async function costOf(meetingId: string, { costUsd, log }: LiveDesk): Promise<number | null> {
  try {
    return await costUsd(meetingId);
  } catch (error: unknown) {
    log.error({ err: error, meetingId }, 'the cost of a meeting could not be added up');
    return null;
  }
}

/** How long is tried again what a meeting can't go without. */
export const retryOptions = ({ clock, log, timings }: LiveDesk, signal: AbortSignal): RetryOptions => ({
  ...{ clock, log, signal },
  pausesMs: timings.retryMs,
});
