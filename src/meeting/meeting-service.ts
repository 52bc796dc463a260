import { resolve } from 'node:path';
import type { Meeting, MeetingSettings, MeetingTrack, Warning } from '../domain/meeting.ts';
import type { TranscriptEdit } from '../domain/minutes.ts';
import type { Speaker } from '../domain/speaker.ts';
import type { Transcript } from '../domain/transcript.ts';
import { type ErrorCode, MomError, toMomError } from '../errors.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { MeetingResult } from '../ports/meeting-store.ts';
import { DoubtCounts, type DoubtTotals, withoutRefrains } from '../transcription/index.ts';
import { durationOf } from './duration-of.ts';
import { fingerprintOf } from './fingerprint.ts';
import { finishMinutes } from './finish-minutes.ts';
import { type Learned, type Lesson, learnCorrection } from './learn-correction.ts';
import { newMeetingId } from './meeting-id.ts';
import type { MeetingBase, MeetingPorts, MeetingTimings, RunOptions } from './meeting-run.ts';
import { meetingWarnings } from './meeting-warnings.ts';
import { processMeeting } from './process-meeting.ts';
import { isLastingTrackFault } from './track-fault.ts';
import { type UndoRequest, undoAgreedEdits } from './undo-agreed-edits.ts';

export interface RecordingToProcess {
  readonly path: string;
  /** Null for a mix of several people. */
  readonly speaker: Speaker | null;
}

/** A recording of a member who was heard in a call; the track's id is that of the captions. */
export interface MemberRecording {
  readonly trackId: string;
  readonly path: string;
  readonly speaker: Speaker;
}

export interface NewMeeting {
  /** A new one unless told. */
  readonly id?: string;
  readonly title: string;
  readonly startedAtMs: number;
  readonly recordings: readonly RecordingToProcess[];
  readonly settings: MeetingSettings;
}

export interface ImportedMeeting extends Omit<NewMeeting, 'recordings'> {
  /** The transcript's file. */
  readonly path: string;
  /** 0 when the file does not tell; then it ends with the last word. */
  readonly durationMs: number;
  readonly warnings: readonly Warning[];
  readonly transcript: Transcript;
}

export interface MeetingOutcome extends MeetingResult {
  readonly meeting: Meeting;
  readonly durationMs: number;
  readonly warnings: readonly Warning[];
  readonly timings: MeetingTimings;
}

/** What beginning and finding a meeting needs; the engine is opened only for a run. */
export interface MeetingDesk extends MeetingBase {
  readonly queue: JobQueue;
}

const JOB_KIND = 'meeting';
/** How long a stopped run may take to put its work away. */
const CLOSE_GRACE_MS = 10_000;

/** Attempts are spent by processes that die under a meeting; an error ends the job at once, and the person decides what next. */
const DEATHS_FORGIVEN = 50;

/** The meeting was begun with something that can't be: no resume will cure it. */
const WRONG_CALLS: ReadonlySet<ErrorCode> = new Set(['stt_language', 'model_unknown']);

const NO_TIMINGS: MeetingTimings = { decodeMs: 0, transcribeMs: 0, diarizeMs: 0, minutesMs: 0, totalMs: 0 };

/** Begins meetings, runs them as jobs that survive the process, and finds them again. */
export class MeetingService {
  readonly #desk: MeetingDesk;
  /** Begun by this process and not run yet. */
  readonly #fresh = new Set<string>();
  readonly #doubts = new DoubtCounts();
  #lastRewriting: Promise<unknown> = Promise.resolve();

  constructor(desk: MeetingDesk) {
    this.#desk = desk;
  }

  /** What this process did not believe so far, for metrics. */
  get doubts(): DoubtTotals {
    return this.#doubts.totals;
  }

  /**
   * Notes down a meeting; from here on a crash loses nothing.
   *
   * @throws MomError recording_missing, recording_empty, recording_too_large, recording_not_audio
   */
  async begin(request: NewMeeting, signal?: AbortSignal): Promise<Meeting> {
    const { clock, limits, store } = this.#desk;
    const tracks = [];
    for (const [index, { path, speaker }] of request.recordings.entries()) {
      const absolute = resolve(path);
      const fingerprint = await fingerprintOf(absolute, limits.maxBytes, signal);
      tracks.push({ id: `t${index + 1}`, path: absolute, speaker, fingerprint, result: null });
    }
    const { title, startedAtMs, settings } = request;
    const { id = newMeetingId(clock.now()) } = request;
    const meeting: Meeting = { id, title, startedAtMs, settings, tracks, state: 'transcribing', failure: null };
    await store.createMeeting(meeting);
    this.#fresh.add(id);
    return meeting;
  }

  /** Notes down a meeting that is about to be recorded; its captions may come, its tracks come with `attachTracks`. */
  async beginLive({ id, title, startedAtMs, settings }: Omit<Required<NewMeeting>, 'recordings'>): Promise<Meeting> {
    const meeting: Meeting = { id, title, startedAtMs, settings, tracks: [], state: 'recording', failure: null };
    await this.#desk.store.createMeeting(meeting);
    return meeting;
  }

  /**
   * The call is over: who was heard in it. From here on the meeting is like every other; one that has gone further is left alone.
   *
   * @throws MomError meeting_unknown, recording_missing, recording_empty
   */
  async attachTracks(meetingId: string, recordings: readonly MemberRecording[], signal?: AbortSignal): Promise<void> {
    const { limits, store } = this.#desk;
    if ((await this.find(meetingId)).state !== 'recording') return;
    const tracks: MeetingTrack[] = [];
    for (const { trackId, path, speaker } of recordings) {
      const absolute = resolve(path);
      const fingerprint = await fingerprintOf(absolute, limits.maxBytes, signal);
      tracks.push({ id: trackId, path: absolute, speaker, fingerprint, result: null });
    }
    await store.attachTracks(meetingId, tracks);
  }

  /** Minutes of a transcript that somebody else made: stored whole, in one step, with its file as the only track. */
  async importTranscript(request: ImportedMeeting, signal: AbortSignal): Promise<MeetingOutcome> {
    const { clock, limits, store } = this.#desk;
    const { title, startedAtMs, settings, durationMs, warnings } = request;
    const path = resolve(request.path);
    const fingerprint = await fingerprintOf(path, limits.maxBytes, signal);
    const result = { durationMs, speechMs: 0, warnings };
    const tracks = [{ id: 't1', path, speaker: null, fingerprint, result }];
    const id = newMeetingId(clock.now());
    const about = { meetingId: id, title, startedAtMs, settings };
    const finished = await finishMinutes(request.transcript, about, this.#desk, signal);
    const meeting: Meeting = { id, title, startedAtMs, settings, tracks, state: 'done', failure: null };
    await store.createMeeting(meeting, finished);
    return this.outcome(id);
  }

  /**
   * Takes a meeting to its minutes, here or, when another process is at it, by waiting for that one.
   *
   * @throws MomError meeting_unknown, and what the work on it throws
   */
  async run(meetingId: string, openPorts: () => Promise<MeetingPorts>, options: RunOptions): Promise<MeetingOutcome> {
    const meeting = await this.find(meetingId);
    const timings = meeting.state === 'done' ? NO_TIMINGS : await this.#runAsJob(meetingId, openPorts, options);
    return this.outcome(meetingId, timings);
  }

  /** A finished meeting with everything that people are told about it. */
  async outcome(meetingId: string, timings: MeetingTimings = NO_TIMINGS): Promise<MeetingOutcome> {
    const meeting = await this.find(meetingId);
    const result = await this.#desk.store.findResult(meetingId);
    if (!result) throw new MomError('meeting_busy', `Meeting ${meetingId} has no minutes yet.`);
    const chunks = withoutRefrains(await this.#desk.store.listChunks(meetingId));
    const durationMs = durationOf(meeting, result.transcript);
    return { meeting, ...result, durationMs, warnings: meetingWarnings(meeting, result.transcript, chunks), timings };
  }

  /** @throws MomError what learnCorrection throws */
  learn(lesson: Lesson): Promise<Learned> {
    return this.rewrite(() => learnCorrection(lesson, this.#desk));
  }

  /** @throws MomError what undoAgreedEdits throws */
  undoEdits(request: UndoRequest): Promise<readonly TranscriptEdit[]> {
    return this.rewrite(() => undoAgreedEdits(request, this.#desk));
  }

  /**
   * Runs what reads a whole finished meeting and writes it back, one after the other: else a correction could bring back words that
   * were forgotten meanwhile.
   *
   * @throws what `action` throws
   */
  rewrite<T>(action: () => Promise<T>): Promise<T> {
    const rewritten = this.#lastRewriting.then(action);
    this.#lastRewriting = rewritten.catch(() => undefined); // whoever asked hears of it
    return rewritten;
  }

  /** Deletes a meeting; true when there was one. The job goes first, its data names the meeting's files. */
  async forget(meetingId: string): Promise<boolean> {
    await this.#desk.queue.remove(JOB_KIND, meetingId);
    return this.#desk.store.deleteMeeting(meetingId);
  }

  /** @throws MomError meeting_unknown */
  async find(meetingId: string): Promise<Meeting> {
    const meeting = await this.#desk.store.findMeeting(meetingId);
    if (!meeting) throw new MomError('meeting_unknown', `There is no meeting ${meetingId}.`);
    return meeting;
  }

  async #runAsJob(
    meetingId: string,
    openPorts: () => Promise<MeetingPorts>,
    options: RunOptions,
  ): Promise<MeetingTimings> {
    const { queue } = this.#desk;
    let timings = NO_TIMINGS;
    await queue.add(JOB_KIND, [{ id: meetingId, data: { meetingId }, maxAttempts: DEATHS_FORGIVEN }]);
    await queue.retry(JOB_KIND, meetingId);
    const worker = queue.work(
      JOB_KIND,
      async (_data, { signal }) => {
        const isFresh = this.#fresh.delete(meetingId);
        ({ timings } = await this.#process(meetingId, openPorts, {
          ...options,
          signal,
          isFresh,
          doubts: this.#doubts,
        }));
      },
      { ids: [meetingId] },
    );
    try {
      await queue.result(JOB_KIND, meetingId, options.signal);
    } finally {
      // Who is told to stop gives the job back at once, so that another process may take it.
      await worker.close(options.signal.aborted ? 0 : CLOSE_GRACE_MS);
    }
    return timings;
  }

  /** An error ends the job for good, except that whoever was only told to stop leaves the work to others. */
  async #process(meetingId: string, openPorts: () => Promise<MeetingPorts>, options: RunOptions) {
    try {
      return await processMeeting(meetingId, await openPorts(), options);
    } catch (error: unknown) {
      if (options.signal.aborted) throw error;
      const fault = toMomError(error);
      const isHopeless = WRONG_CALLS.has(fault.code) || isLastingTrackFault(fault);
      if (isHopeless) await this.#desk.store.setState(meetingId, 'failed', fault.code);
      const file = fault.file ? { file: fault.file } : {};
      throw new MomError(fault.code, fault.message, { cause: error, retryable: false, ...file });
    }
  }
}
