import type { Caption } from '../domain/caption.ts';
import type { ChunkResult } from '../domain/chunk-result.ts';
import type { Meeting, MeetingState, TrackResult } from '../domain/meeting.ts';
import type { Minutes } from '../domain/minutes.ts';
import type { Transcript } from '../domain/transcript.ts';

export interface MeetingSummary {
  readonly id: string;
  readonly title: string;
  readonly startedAtMs: number;
  readonly state: MeetingState;
}

/** The finished work on a meeting, written in one step. */
export interface MeetingResult {
  readonly transcript: Transcript;
  readonly minutes: Minutes;
}

/**
 * Meetings, their chunks and minutes. Every call is one transaction: after a kill it happened whole or not at all, and each may be
 * repeated with the same arguments without changing anything.
 *
 * @throws MomError store_failed; meeting_unknown where a named meeting is not there
 */
export interface MeetingStore extends AsyncDisposable {
  /**
   * Leaves a meeting that is already there alone. With `result` (a transcript that came from elsewhere) both are stored in one step
   * and the meeting is done.
   */
  createMeeting(meeting: Meeting, result?: MeetingResult): Promise<void>;
  findMeeting(id: string): Promise<Meeting | null>;
  /** The one begun last first, whenever its recording was made: ids sort by the time of beginning. */
  listMeetings(limit: number): Promise<readonly MeetingSummary[]>;
  setState(id: string, state: MeetingState, failure?: string): Promise<void>;
  /** Keeps the first result for a (track, startSample) and ignores a second one; only a failure gives way to what comes later. */
  saveChunk(meetingId: string, chunk: ChunkResult): Promise<void>;
  /** Ordered by track, then time. */
  listChunks(meetingId: string): Promise<readonly ChunkResult[]>;
  /** Keeps the latest state of each caption; one that is final stays as it is. */
  saveCaption(meetingId: string, caption: Caption): Promise<void>;
  /** In the order in which each was first saved. */
  listCaptions(meetingId: string): Promise<readonly Caption[]>;
  finishTrack(meetingId: string, trackId: string, result: TrackResult): Promise<void>;
  /** Stores transcript and minutes and moves the meeting to done. */
  saveResult(meetingId: string, result: MeetingResult): Promise<void>;
  findResult(meetingId: string): Promise<MeetingResult | null>;
  /**
   * Removes every row of the meeting; true when there was one. Its words are then overwritten as well; what hinders that (somebody
   * reads the file, the disk is full) is logged and tried again by the next deletion or start.
   */
  deleteMeeting(id: string): Promise<boolean>;
}
