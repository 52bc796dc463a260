import type { MeetingResult } from '../../ports/meeting-store.ts';
import type { LiveDesk } from './live-desk.ts';
import { isSameResult } from './repost-minutes.ts';

export interface LateMinutes {
  /** What was posted when the time was up. */
  readonly first: MeetingResult;
  /** What the seats agreed on when those that were late had answered. */
  readonly better: MeetingResult;
}

const NOTICE = 'Models that were late have answered since these minutes were first posted; their votes are counted.';

/**
 * Puts better minutes in the place of the first ones, and tells whether it did: whatever people changed, corrected or forgot meanwhile
 * counts more than a late vote.
 *
 * @throws MomError store_failed
 */
export function takeLateMinutes(
  meetingId: string,
  { first, better }: LateMinutes,
  { meetings, store, log }: Pick<LiveDesk, 'meetings' | 'store' | 'log'>,
): Promise<boolean> {
  return meetings.rewrite(async () => {
    const stored = (await store.findMeeting(meetingId)) && (await store.findResult(meetingId));
    if (!isSameResult(first, stored)) {
      log.info({ meetingId }, 'late answers are not counted: the meeting was changed meanwhile');
      return false;
    }
    const { minutes, transcript } = better;
    await store.saveResult(meetingId, { transcript, minutes: { ...minutes, notices: [...minutes.notices, NOTICE] } });
    return true;
  });
}
