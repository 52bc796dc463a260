import type { Meeting } from '../domain/meeting.ts';
import { MomError } from '../errors.ts';
import type { MeetingResult } from '../ports/meeting-store.ts';
import { assembleTranscript } from '../transcription/index.ts';
import { type MeetingPorts, MeetingRun, type MeetingTimings, type RunOptions } from './meeting-run.ts';
import { readTracks } from './read-tracks.ts';
import { speakersOf } from './speakers-of.ts';

export interface ProcessedMeeting extends MeetingResult {
  readonly timings: MeetingTimings;
}

/**
 * Takes a meeting from wherever it stands to its minutes. Everything is read back from the store before it is put together, so a meeting
 * that was interrupted ends exactly like one that was not.
 *
 * @throws MomError what readTracks throws; store_failed
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
