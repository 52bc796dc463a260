import type { GuildStore } from '../../ports/guild-store.ts';
import type { ForgetDesk } from '../forget/forget-desk.ts';
import { forgetMeeting } from '../forget/forget-meeting.ts';
import { deleteFiles, exportFormat } from '../meeting-files.ts';
import { beganAtMs } from '../meeting-id.ts';
import { type DueMeeting, retentionDue } from './retention-due.ts';

const HOUR_MS = 3_600_000;

/** What keeping only as long as wanted needs. */
export interface RetentionDesk
  extends Pick<
    ForgetDesk,
    'store' | 'liveMeetings' | 'forgets' | 'meetings' | 'thread' | 'meetingFolder' | 'clock' | 'log'
  > {
  readonly guilds: GuildStore;
}

export interface RetentionReceipt {
  /** Meetings that were deleted with all their text and posts. */
  readonly meetings: number;
  readonly audioBytes: number;
}

/**
 * Deletes what every scope wants deleted by now; a meeting that goes on is left alone. May be repeated. A meeting that can't be deleted is
 * logged and tried again next time.
 *
 * @throws MomError store_failed; an aborted signal's reason
 */
export async function applyRetention(desk: RetentionDesk, signal: AbortSignal): Promise<RetentionReceipt> {
  const { store, guilds, liveMeetings, clock, log } = desk;
  const goingOn = new Set((await liveMeetings.listUnfinished()).map(({ meetingId }) => meetingId));
  let receipt: RetentionReceipt = { meetings: 0, audioBytes: 0 };
  for (const scope of await store.listScopes()) {
    const all = await store.listMeetings(Number.MAX_SAFE_INTEGER, scope);
    const meetings = all.filter(({ id }) => !goingOn.has(id));
    const aged = meetings.map(({ id, startedAtMs }) => ({ id, cameAtMs: beganAtMs(id) ?? startedAtMs }));
    for (const due of retentionDue(aged, await guilds.settings(scope), clock.now())) {
      signal.throwIfAborted();
      receipt = addUp(receipt, await deleteDue(due, desk));
    }
  }
  if (receipt.meetings + receipt.audioBytes > 0) log.info({ ...receipt }, 'deleted what was kept long enough');
  return receipt;
}

/** Now and every hour, until the signal ends it. @throws an aborted signal's reason */
export async function runRetention(desk: RetentionDesk, signal: AbortSignal): Promise<never> {
  for (;;) {
    await applyRetention(desk, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      desk.log.warn({ err: error }, 'retention could not be applied, will try again');
    });
    await desk.clock.delay(HOUR_MS, signal);
  }
}

const addUp = (sum: RetentionReceipt, part: RetentionReceipt): RetentionReceipt => ({
  meetings: sum.meetings + part.meetings,
  audioBytes: sum.audioBytes + part.audioBytes,
});

async function deleteDue({ meetingId, due }: DueMeeting, desk: RetentionDesk): Promise<RetentionReceipt> {
  try {
    if (due === 'audio') return { meetings: 0, audioBytes: await deleteAudio(meetingId, desk) };
    const { wasThere } = await forgetMeeting(meetingId, desk);
    return { meetings: wasThere ? 1 : 0, audioBytes: 0 };
  } catch (error: unknown) {
    desk.log.warn({ err: error, meetingId }, 'a meeting is kept longer than wanted, will try again');
    return { meetings: 0, audioBytes: 0 };
  }
}

/** The key first: should deleting be cut off, what is left can't be listened to. The written minutes and transcript stay. */
async function deleteAudio(
  meetingId: string,
  { liveMeetings, meetingFolder }: Pick<RetentionDesk, 'liveMeetings' | 'meetingFolder'>,
): Promise<number> {
  await liveMeetings.deleteKey(meetingId);
  return deleteFiles(meetingFolder(meetingId), (path) => exportFormat(path, meetingId) !== null);
}
