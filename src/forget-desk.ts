import { join } from 'node:path';
import { type App, meetingFolder } from './app.ts';
import type { ForgetDesk } from './meeting/index.ts';
import type { MeetingThread } from './ports/meeting-thread.ts';
import { eraseUser, JOURNAL_FOLDER } from './recording/index.ts';

/** What forgetting works with; part of the composition root. Posts wait for their platform where `thread` is null. */
export function forgetDeskOf(app: App, thread: MeetingThread | null): ForgetDesk {
  const { config, store, liveMeetings, forgets, meetings, documents, writeMinutes, clock, log } = app;
  const folderOf = (meetingId: string): string => meetingFolder(config, meetingId);
  return {
    ...{ store, liveMeetings, forgets, meetings, documents, writeMinutes, thread, clock, log },
    eraseUser,
    // The receipt told who was recorded how well: it goes with the person.
    postOf: async (document) => ({ document, receipt: null, costUsd: await app.costOf(document.meeting.id) }),
    meetingFolder: folderOf,
    journalFolder: (meetingId) => join(folderOf(meetingId), JOURNAL_FOLDER),
  };
}
