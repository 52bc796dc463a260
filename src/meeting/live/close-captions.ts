import type { LiveMeetingRecord } from '../../ports/live-meeting-store.ts';
import type { LiveDesk } from './live-desk.ts';

type Desk = Pick<LiveDesk, 'store' | 'thread' | 'log'>;

/** What somebody was saying when an earlier process died: nothing will be added to it. A fault is logged: the meeting matters more. */
export async function closeCaptions(record: LiveMeetingRecord, desk: Desk): Promise<void> {
  try {
    await close(record, desk);
  } catch (error: unknown) {
    desk.log.warn({ err: error, meetingId: record.meetingId }, 'captions of an earlier process look unfinished');
  }
}

async function close({ meetingId, thread }: LiveMeetingRecord, { store, thread: posts }: Desk): Promise<void> {
  const captions = await store.listCaptions(meetingId);
  for (const caption of captions.filter(({ isFinal }) => !isFinal)) {
    const closed = { ...caption, isFinal: true };
    await store.saveCaption(meetingId, closed);
    if (thread) posts.showCaption(meetingId, thread, closed);
  }
}
