import type { Caption } from '../domain/caption.ts';
import type { ChunkResult } from '../domain/chunk-result.ts';
import type { Meeting, MeetingState, MeetingTrack, TrackResult } from '../domain/meeting.ts';
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

/** What stays of a meeting after somebody was forgotten; `result` is null when there was none yet. */
export interface MeetingRemains {
  readonly chunks: readonly ChunkResult[];
  /** In the order in which each was first saved. */
  readonly captions: readonly Caption[];
  readonly result: MeetingResult | null;
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
  /** The one begun last first, whenever its recording was made: ids sort by the time of beginning. Of one scope where told. */
  listMeetings(limit: number, scope?: string): Promise<readonly MeetingSummary[]>;
  /** Every scope that has a meeting. */
  listScopes(): Promise<readonly string[]>;
  /** Ids of the meetings of a scope in which a speaker has a track or a caption, the one begun first first. */
  listMeetingsOfSpeaker(scope: string, speaker: string): Promise<readonly string[]>;
  /** Gives a meeting that is being recorded its tracks: from then on it is transcribing. One that has gone further is left alone. */
  attachTracks(id: string, tracks: readonly MeetingTrack[]): Promise<void>;
  setState(id: string, state: MeetingState, failure?: string): Promise<void>;
  /** Keeps the first result for a (track, startSample) and ignores a second one; only a failure gives way to what comes later. */
  saveChunk(meetingId: string, chunk: ChunkResult): Promise<void>;
  /** Ordered by track, then time. */
  listChunks(meetingId: string): Promise<readonly ChunkResult[]>;
  /** Keeps the latest state of each caption; one that is final stays as it is. */
  saveCaption(meetingId: string, caption: Caption): Promise<void>;
  /** In the order in which each was first saved. */
  listCaptions(meetingId: string): Promise<readonly Caption[]>;
  /** Takes captions away for good; their words are overwritten like those of `deleteMeeting`. */
  removeCaptions(meetingId: string, captionIds: readonly string[]): Promise<void>;
  finishTrack(meetingId: string, trackId: string, result: TrackResult): Promise<void>;
  /** Stores transcript and minutes and moves the meeting to done. */
  saveResult(meetingId: string, result: MeetingResult): Promise<void>;
  findResult(meetingId: string): Promise<MeetingResult | null>;
  /**
   * Puts what is left of a meeting in the place of all that was stored about it, and overwrites the rest like `deleteMeeting`: what is not
   * given is gone.
   */
  rewriteMeeting(meeting: Meeting, left: MeetingRemains): Promise<void>;
  /**
   * Removes every row of the meeting; true when there was one. Its words are then overwritten as well; what hinders that (somebody
   * reads the file, the disk is full) is logged and tried again by the next deletion or start.
   */
  deleteMeeting(id: string): Promise<boolean>;
}
