import { rm } from 'node:fs/promises';
import { MomError } from '../../errors.ts';
import type { LiveMeetingRecord } from '../../ports/live-meeting-store.ts';
import type { ForgetDesk } from './forget-desk.ts';

/** What became of a meeting that was to be forgotten. */
export interface ForgottenMeeting {
  readonly wasThere: boolean;
  /** Posts that could not be removed now: the next start of the platform does it. */
  readonly hasPostsLeft: boolean;
}

type Desk = Pick<
  ForgetDesk,
  'store' | 'liveMeetings' | 'forgets' | 'meetings' | 'thread' | 'meetingFolder' | 'clock' | 'log'
>;

/**
 * Deletes a meeting: sound, words, minutes, files, posts. It is noted first, so what a crash or an outage breaks off is finished by
 * `resumeForgets`. The key goes first: from then on nobody can listen to what may still lie there.
 *
 * @throws MomError meeting_busy until its minutes are there; store_failed
 */
export async function forgetMeeting(meetingId: string, desk: Desk): Promise<ForgottenMeeting> {
  const { store, liveMeetings, forgets, meetings, clock } = desk;
  const record = await liveMeetings.find(meetingId);
  if (record?.state === 'recording') throw new MomError('meeting_busy', `Meeting ${meetingId} goes on; stop it first.`);
  if (record?.state === 'processing')
    throw new MomError('meeting_busy', `The minutes of ${meetingId} are being written; try again when they are there.`);
  const forget = { meetingId, userId: null };
  const wasThere = (await store.findMeeting(meetingId)) !== null;
  if (!wasThere && !record) {
    await forgets.remove(forget);
    return { wasThere, hasPostsLeft: false };
  }
  await forgets.add(forget, clock.now());
  await liveMeetings.deleteKey(meetingId);
  await rm(desk.meetingFolder(meetingId), { recursive: true, force: true });
  await meetings.forget(meetingId);
  const hasPostsLeft = !(await removePosts(record, desk));
  if (!hasPostsLeft) {
    await liveMeetings.delete(meetingId);
    await forgets.remove(forget);
  }
  return { wasThere, hasPostsLeft };
}

/** True when nothing of it stands anywhere any more. */
async function removePosts(record: LiveMeetingRecord | null, { thread, log }: Desk): Promise<boolean> {
  if (!record?.thread) return true;
  if (!thread) return false;
  try {
    await thread.remove(record.meetingId, record.thread);
    return true;
  } catch (error: unknown) {
    log.warn({ err: error, meetingId: record.meetingId }, 'posts of a forgotten meeting are still there');
    return false;
  }
}
