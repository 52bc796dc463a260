import type { LiveMeetingRecord } from '../../ports/live-meeting-store.ts';
import type { LiveDesk } from './live-desk.ts';

/** What somebody was saying when an earlier process died: nothing will be added to it. @throws MomError store_failed */
export async function closeCaptions(
  { meetingId, thread }: LiveMeetingRecord,
  { store, thread: posts }: Pick<LiveDesk, 'store' | 'thread'>,
): Promise<void> {
  const captions = await store.listCaptions(meetingId);
  for (const caption of captions.filter(({ isFinal }) => !isFinal)) {
    const closed = { ...caption, isFinal: true };
    await store.saveCaption(meetingId, closed);
    if (thread) posts.showCaption(meetingId, thread, closed);
  }
}
