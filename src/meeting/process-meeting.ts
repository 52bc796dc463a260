import type { ChunkResult } from '../domain/chunk-result.ts';
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
  const known = await ports.store.listChunks(meetingId);
  const meeting = await openMeeting(meetingId, ports, known);
  const run = new MeetingRun(meeting, ports, options, known, speakersOf(meeting.tracks));
  if (meeting.state === 'transcribing') {
    await readTracks(run);
    refuseAllLost(await ports.store.listChunks(meetingId));
    await ports.store.setState(meetingId, 'transcribed');
  }
  const result = await writeResult(run);
  run.timings.totalMs = ports.clock.now() - startedAtMs;
  return { ...result, timings: run.timings };
}

async function openMeeting(
  meetingId: string,
  { store }: MeetingPorts,
  known: readonly ChunkResult[],
): Promise<Meeting> {
  const found = await store.findMeeting(meetingId);
  if (!found) throw new MomError('meeting_unknown', `There is no meeting ${meetingId}.`);
  if (found.state === 'failed') await store.setState(meetingId, 'transcribing');
  const meeting: Meeting = found.state === 'failed' ? { ...found, state: 'transcribing', failure: null } : found;
  if (meeting.state !== 'transcribing' || !isAllLost(known)) return meeting;
  return { ...meeting, tracks: meeting.tracks.map((track) => ({ ...track, result: null })) };
}

/** Speech was found and nothing of it became text: that is an engine out of order, not a silent meeting. */
const isAllLost = (chunks: readonly ChunkResult[]): boolean =>
  chunks.length > 0 && chunks.every((chunk) => chunk.outcome === 'failed');

function refuseAllLost(chunks: readonly ChunkResult[]): void {
  if (!isAllLost(chunks)) return;
  const reasons = [...new Set(chunks.map((chunk) => chunk.reason))].join(', ');
  throw new MomError('stt_failed', `nothing that was said could be transcribed (${reasons}); the meeting is kept`);
}

async function writeResult(run: MeetingRun): Promise<MeetingResult> {
  const { store, clock, writeMinutes } = run.ports;
  const { id, title, startedAtMs, tracks, settings } = run.meeting;
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
  const minutes = await writeMinutes({ meetingId: id, title, startedAtMs, settings, transcript }, run.signal);
  run.timings.minutesMs = clock.now() - beganAtMs;
  await store.saveResult(id, { transcript, minutes });
  return { transcript, minutes };
}
