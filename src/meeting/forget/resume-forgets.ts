import type { ForgetStore, PendingForget } from '../../ports/forget-store.ts';
import type { ForgetDesk } from './forget-desk.ts';
import { forgetMeeting } from './forget-meeting.ts';
import { forgetIn } from './forget-member.ts';

/** Members whose words of a meeting are to be forgotten: whoever makes its transcript leaves them out. */
export async function forgottenUsers(forgets: ForgetStore, meetingId: string): Promise<ReadonlySet<string>> {
  const users = (await forgets.list()).filter((forget) => forget.meetingId === meetingId);
  return new Set(users.flatMap(({ userId }) => userId ?? []));
}

/**
 * Finishes what is noted, at start and when a meeting has ended. One that can't be finished is logged and does not hold up the others;
 * gives how many are left.
 *
 * @throws MomError store_failed; an aborted signal's reason
 */
export async function resumeForgets(desk: ForgetDesk, signal: AbortSignal): Promise<number> {
  let left = 0;
  for (const forget of await desk.forgets.list()) {
    signal.throwIfAborted();
    if (!(await isFulfilled(forget, desk, signal))) left++;
  }
  return left;
}

async function isFulfilled(forget: PendingForget, desk: ForgetDesk, signal: AbortSignal): Promise<boolean> {
  const { meetingId, userId } = forget;
  try {
    if (userId === null) return !(await forgetMeeting(meetingId, desk)).hasPostsLeft;
    return (await forgetIn(meetingId, userId, desk, signal)) !== null;
  } catch (error: unknown) {
    signal.throwIfAborted();
    desk.log.warn({ err: error, meetingId }, 'forgetting is not finished, will try again');
    return false;
  }
}
