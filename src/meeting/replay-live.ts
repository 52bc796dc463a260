import { msOfSamples, samplesOfMs } from '../domain/audio.ts';
import type { Meeting, MeetingTrack } from '../domain/meeting.ts';
import type { DecodedRecording } from '../ports/recording-decoder.ts';
import type { LiveEvent, LiveMeeting, LiveTrack } from '../transcription/live/index.ts';
import type { MeetingPorts } from './meeting-run.ts';
import { openLiveTranscription } from './open-live-transcription.ts';
import type { Pacing } from './pacing.ts';
import { speakersOf } from './speakers-of.ts';
import { isLastingTrackFault, isPassingTrackFault } from './track-fault.ts';

export interface LiveReplayOptions {
  readonly pacing: Pacing;
  readonly signal: AbortSignal;
  readonly onEvent: (event: LiveEvent) => void;
}

/** The audio comes in pieces of this length, as in a call. */
const PIECE_SAMPLES = samplesOfMs(250);
/** The tracks have ended by then: nothing is left to wait for. */
const GRACE_MS = 1_000;

/**
 * Plays the tracks of a meeting as if they were spoken now: their captions come through `onEvent` and stand in the store when it returns. A
 * track that can't be read has no captions; what is wrong with it is told when the recordings are processed.
 *
 * @throws MomError store_failed, meeting_unknown; the signal's reason
 */
export async function replayLive(meeting: Meeting, ports: MeetingPorts, options: LiveReplayOptions): Promise<void> {
  const { signal } = options;
  const transcription = openLiveTranscription(ports);
  const live = await transcription.openMeeting({ meetingId: meeting.id, language: meeting.settings.language });
  const reading = readEvents(live, options);
  const stop = (): void => void transcription.close({ graceMs: 0 });
  signal.addEventListener('abort', stop, { once: true });
  const playing = await Promise.allSettled(
    meeting.tracks.map((track) => playTrack(track, live, meeting, ports, options)),
  );
  signal.removeEventListener('abort', stop);
  await transcription.close({ graceMs: GRACE_MS });
  await reading;
  signal.throwIfAborted();
  for (const result of playing) if (result.status === 'rejected') throw result.reason;
}

async function readEvents(live: LiveMeeting, { onEvent }: LiveReplayOptions): Promise<void> {
  for await (const event of live.events()) onEvent(event);
}

async function playTrack(
  { id, path, speaker }: MeetingTrack,
  live: LiveMeeting,
  meeting: Meeting,
  { decoder, limits, log }: MeetingPorts,
  { pacing, signal }: LiveReplayOptions,
): Promise<void> {
  const voice = speakersOf(meeting.tracks).get(id) ?? { speaker: id, name: id };
  const track = live.openTrack({ trackId: id, speaker: voice });
  try {
    await using recording = await decoder.decode(path, { limits, signal, keepsStart: speaker !== null });
    await pushAll(recording, track, pacing, signal);
  } catch (error: unknown) {
    if (!isLastingTrackFault(error) && !isPassingTrackFault(error)) throw error;
    log.warn({ meetingId: meeting.id, trackId: id, err: error }, 'no captions of a track that could not be read');
  } finally {
    pacing.leave(id);
    await track.end();
  }
}

async function pushAll(
  { blocks, lost = [] }: DecodedRecording,
  track: LiveTrack,
  pacing: Pacing,
  signal: AbortSignal,
): Promise<void> {
  let position = 0;
  let told = 0;
  for await (const block of blocks) {
    for (let at = 0; at < block.length; at += PIECE_SAMPLES) {
      const piece = block.subarray(at, at + PIECE_SAMPLES);
      await pacing.reach(track.trackId, msOfSamples(position + piece.length), signal);
      await track.push(position, piece, lost.slice(told));
      told = lost.length;
      if (pacing.waitsForEngine) await track.settled();
      position += piece.length;
    }
  }
}
