import type { Meeting, MeetingTrack, TrackResult } from '../domain/meeting.ts';
import { MomError, toMomError } from '../errors.ts';
import type { MeetingResult } from '../ports/meeting-store.ts';
import { assembleTranscript } from '../transcription/index.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type MeetingPorts, MeetingRun, type MeetingTimings, type RunOptions } from './meeting-run.ts';
import { processTrack } from './process-track.ts';
import { speakersOf } from './speakers-of.ts';

/** Tracks of a recording are read two at a time; a live replay needs all at once. */
const TRACKS_AT_ONCE = 2;
/** A decoder that died is started again; the chunks that it gave are there already. */
const DECODE_ATTEMPTS = 3;

export interface ProcessedMeeting extends MeetingResult {
  readonly timings: MeetingTimings;
}

/**
 * Takes a meeting from wherever it stands to its minutes. Everything is read back from the store before it is put together, so a meeting
 * that was interrupted ends exactly like one that was not.
 *
 * @throws MomError recording_changed, and what decoder, speech detection and engine throw when every track fails
 */
export async function processMeeting(
  meetingId: string,
  ports: MeetingPorts,
  options: RunOptions,
): Promise<ProcessedMeeting> {
  const startedAtMs = ports.clock.now();
  const meeting = await openMeeting(meetingId, ports);
  const run = new MeetingRun(
    meeting,
    ports,
    options,
    await ports.store.listChunks(meetingId),
    speakersOf(meeting.tracks),
  );
  if (meeting.state === 'transcribing') {
    await readTracks(run);
    await ports.store.setState(meetingId, 'transcribed');
  }
  const result = await writeResult(run);
  run.timings.totalMs = ports.clock.now() - startedAtMs;
  return { ...result, timings: run.timings };
}

async function openMeeting(meetingId: string, { store }: MeetingPorts): Promise<Meeting> {
  const meeting = await store.findMeeting(meetingId);
  if (!meeting) throw new MomError('meeting_unknown', `There is no meeting ${meetingId}.`);
  if (meeting.state !== 'failed') return meeting;
  await store.setState(meetingId, 'transcribing');
  return { ...meeting, state: 'transcribing', failure: null };
}

async function readTracks(run: MeetingRun): Promise<void> {
  const open = run.meeting.tracks.filter((track) => track.result === null);
  const atOnce = run.pacing ? open.length : TRACKS_AT_ONCE;
  const failures: MomError[] = [];
  const queue = [...open];
  const readNext = async (): Promise<void> => {
    for (let track = queue.shift(); track; track = queue.shift()) {
      const failure = await readTrack(track, run);
      if (failure) failures.push(failure);
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: atOnce }, readNext));
  const broken = settled.find((outcome) => outcome.status === 'rejected');
  if (broken) throw broken.reason;
  const first = failures[0];
  if (first && failures.length === run.meeting.tracks.length) throw first;
}

/** One broken file does not take the others with it: its fault becomes a warning of the meeting, and is returned. */
async function readTrack(track: MeetingTrack, run: MeetingRun): Promise<MomError | null> {
  try {
    await checkUnchanged(track, run);
    await finish(track, run, await withRetries(() => processTrack(track, run), run));
    return null;
  } catch (error: unknown) {
    const fault = toMomError(error);
    if (!fault.file || run.signal.aborted) throw fault;
    await run.drain();
    if (run.meeting.tracks.length > 1) {
      await finish(track, run, { durationMs: 0, speechMs: 0, warnings: [{ code: fault.code, text: fault.sentence }] });
    }
    return fault;
  } finally {
    run.pacing?.leave(track.id);
  }
}

async function finish(track: MeetingTrack, run: MeetingRun, result: TrackResult): Promise<void> {
  await run.ports.store.finishTrack(run.meeting.id, track.id, result);
  run.tell({ type: 'track-end', trackId: track.id });
}

async function checkUnchanged(track: MeetingTrack, run: MeetingRun): Promise<void> {
  const { sha256 } = await fingerprintOf(track.path, run.ports.limits.maxBytes, run.signal);
  if (sha256 !== track.fingerprint.sha256)
    throw new MomError('recording_changed', 'the file has changed', { file: track.path });
}

async function withRetries(work: () => Promise<TrackResult>, run: MeetingRun): Promise<TrackResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error: unknown) {
      const fault = toMomError(error);
      if (fault.code !== 'decoder_crashed' || attempt === DECODE_ATTEMPTS || run.signal.aborted) throw fault;
      run.ports.log.warn({ meetingId: run.meeting.id, attempt }, 'decoder died, reading the track again');
    }
  }
}

async function writeResult(run: MeetingRun): Promise<MeetingResult> {
  const { store, clock, writeMinutes } = run.ports;
  const { id, title, startedAtMs, tracks } = run.meeting;
  const stored = await store.findResult(id);
  if (stored) return stored;
  const chunks = await store.listChunks(id);
  const voices = tracks.map((track) => ({ trackId: track.id, speaker: run.speakerOf(track.id) }));
  const isMix = tracks.some((track) => track.speaker === null);
  const transcript = assembleTranscript(
    chunks.flatMap((chunk) => chunk.segments),
    voices,
    isMix,
  );
  run.tell({ type: 'minutes-start' });
  const beganAtMs = clock.now();
  const minutes = await writeMinutes({ title, startedAtMs, transcript }, run.signal);
  run.timings.minutesMs = clock.now() - beganAtMs;
  await store.saveResult(id, { transcript, minutes });
  return { transcript, minutes };
}
