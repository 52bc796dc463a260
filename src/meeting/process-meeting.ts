import type { ChunkResult } from '../domain/chunk-result.ts';
import type { Meeting } from '../domain/meeting.ts';
import type { Transcript } from '../domain/transcript.ts';
import { MomError } from '../errors.ts';
import type { MeetingResult } from '../ports/meeting-store.ts';
import {
  assembleTranscript,
  captionsLeft,
  type Doubt,
  stitchWindows,
  type TranslatedSegment,
  withoutRefrains,
} from '../transcription/index.ts';
import { finishMinutes } from './finish-minutes.ts';
import { type MeetingPorts, MeetingRun, type MeetingTimings, type RunOptions } from './meeting-run.ts';
import { promptOf } from './prompt-of.ts';
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
  const run = await beginRun(meetingId, ports, options);
  if (run.meeting.state === 'transcribing') {
    await readTracks(run);
    refuseAllLost(await ports.store.listChunks(meetingId));
    await ports.store.setState(meetingId, 'transcribed');
  }
  const result = await writeResult(run);
  run.timings.totalMs = ports.clock.now() - startedAtMs;
  return { ...result, timings: run.timings };
}

async function beginRun(meetingId: string, ports: MeetingPorts, options: RunOptions): Promise<MeetingRun> {
  const known = await ports.store.listChunks(meetingId);
  const meeting = await openMeeting(meetingId, ports, known);
  const captions = await ports.store.listCaptions(meetingId);
  const heard = await ports.heard.list(meetingId);
  const prompt = await promptOf(meeting, ports.glossary);
  const speakers = speakersOf(meeting.tracks);
  return new MeetingRun(meeting, ports, options, { known, heard, captions, speakers, prompt });
}

async function openMeeting(
  meetingId: string,
  { store }: MeetingPorts,
  known: readonly ChunkResult[],
): Promise<Meeting> {
  const found = await store.findMeeting(meetingId);
  if (!found) throw new MomError('meeting_unknown', `There is no meeting ${meetingId}.`);
  if (found.state === 'recording') throw new MomError('meeting_busy', `Meeting ${meetingId} is still being recorded.`);
  if (found.state === 'failed') await store.setState(meetingId, 'transcribing');
  const meeting: Meeting = found.state === 'failed' ? { ...found, state: 'transcribing', failure: null } : found;
  if (meeting.state !== 'transcribing' || !isAllLost(known)) return meeting;
  return { ...meeting, tracks: meeting.tracks.map((track) => ({ ...track, result: null })) };
}

/** Speech was found and nothing of it became text: that is an engine out of order, not a silent meeting. */
function isAllLost(chunks: readonly ChunkResult[]): boolean {
  const heard = chunks.filter((chunk) => chunk.reason !== ('too-little-speech' satisfies Doubt)); // no engine was asked
  return heard.length > 0 && heard.every((chunk) => chunk.outcome === 'failed');
}

function refuseAllLost(chunks: readonly ChunkResult[]): void {
  if (!isAllLost(chunks)) return;
  const failed = chunks.filter((chunk) => chunk.outcome === 'failed');
  const reasons = [...new Set(failed.map((chunk) => chunk.reason))].join(', ');
  throw new MomError('stt_failed', `nothing that was said could be transcribed (${reasons}); the meeting is kept`);
}

async function writeResult(run: MeetingRun): Promise<MeetingResult> {
  const { store, clock } = run.ports;
  const { id, title, startedAtMs, settings } = run.meeting;
  const stored = await store.findResult(id);
  if (stored) return stored;
  const heard = await readTranscript(run);
  run.tell({ type: 'minutes-start' });
  const beganAtMs = clock.now();
  const about = { meetingId: id, title, startedAtMs, settings };
  const result = await finishMinutes(heard, about, run.ports, run.signal, run.onLate);
  run.timings.minutesMs = clock.now() - beganAtMs;
  await store.saveResult(id, result);
  await run.ports.heard.clear(id);
  return result;
}

/** Puts together what is stored: the windows of the final pass, and live captions where it could not hear. */
async function readTranscript(run: MeetingRun): Promise<Transcript> {
  const { id } = run.meeting;
  const { store } = run.ports;
  const tracks = (await store.findMeeting(id))?.tracks ?? [];
  const windows = withoutRefrains(await store.listChunks(id));
  const voices = tracks.map((track) => ({ trackId: track.id, speaker: run.speakerOf(track.id) }));
  const isMix = tracks.some((track) => track.speaker === null);
  const read = tracks.map((track) => ({ trackId: track.id, readMs: track.result?.durationMs ?? 0 }));
  return assembleTranscript(stitchWindows(windows), voices, isMix, {
    captions: run.captions,
    standIns: captionsLeft(run.captions, read, windows),
    translated: translatedBy(windows),
  });
}

/** Windows that overlap were translated twice there; stitched like the original. */
function translatedBy(windows: readonly ChunkResult[]): readonly TranslatedSegment[] {
  const translations = windows.flatMap(({ translation, ...window }) => {
    return translation ? [{ ...window, segments: translation.segments, language: translation.language }] : [];
  });
  return stitchWindows(translations).map((segment) => ({ ...segment, language: translations[0]?.language ?? 'en' }));
}
