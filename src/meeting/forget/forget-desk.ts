import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DocumentWriter, MeetingDocument } from '../../ports/document-writer.ts';
import type { ForgetStore } from '../../ports/forget-store.ts';
import type { LiveMeetingStore } from '../../ports/live-meeting-store.ts';
import type { MeetingStore } from '../../ports/meeting-store.ts';
import type { MeetingThread, MinutesPost } from '../../ports/meeting-thread.ts';
import type { MeetingBase } from '../meeting-run.ts';
import type { MeetingService } from '../meeting-service.ts';

/** What forgetting needs. */
export interface ForgetDesk {
  readonly store: MeetingStore;
  readonly liveMeetings: LiveMeetingStore;
  readonly forgets: ForgetStore;
  readonly meetings: Pick<MeetingService, 'forget' | 'rewrite'>;
  readonly documents: DocumentWriter;
  readonly writeMinutes: MeetingBase['writeMinutes'];
  /**
   * Takes a member out of a journal that nobody writes. May be repeated.
   *
   * @throws MomError journal_locked, journal_failed
   */
  readonly eraseUser: (
    folder: string,
    userId: string,
    options: { readonly key: Uint8Array | null; readonly signal: AbortSignal },
  ) => Promise<void>;
  /** Null where no platform runs: posts wait for one. */
  readonly thread: MeetingThread | null;
  /** What is posted of a meeting. */
  readonly postOf: (document: MeetingDocument) => Promise<MinutesPost>;
  /** Where the files of a meeting lie, its journal among them. */
  readonly meetingFolder: (meetingId: string) => string;
  readonly journalFolder: (meetingId: string) => string;
  readonly clock: Clock;
  readonly log: Logger;
}
