import { LIVE_CHUNKS } from '../audio/index.ts';
import type { MeetingTrack } from '../domain/meeting.ts';
import type { MeetingRun } from './meeting-run.ts';
import type { Pacing } from './pacing.ts';
import { readSpans } from './read-spans.ts';
import { isLastingTrackFault, isPassingTrackFault } from './track-fault.ts';

/**
 * Plays the tracks of a replayed meeting side by side, as a call would give them, and tells the captions as they come. A track that can't be read is
 * left to the final pass, which says so.
 *
 * @throws MomError every failure that is not a track's own
 */
export async function livePass(run: MeetingRun, pacing: Pacing): Promise<void> {
  const plays = run.meeting.tracks.map((track) => play(track, run, pacing).catch((error: unknown) => run.stop(error)));
  await Promise.all(plays);
  run.throwIfStopped();
}

async function play(track: MeetingTrack, run: MeetingRun, pacing: Pacing): Promise<void> {
  const { decoder, limits, log } = run.ports;
  const keepsStart = track.speaker !== null;
  try {
    await using recording = await decoder.decode(track.path, { limits, signal: run.signal, keepsStart });
    const reading = { recording, blocks: recording.blocks, chunker: LIVE_CHUNKS, pacing };
    for await (const span of readSpans(track, run, reading)) {
      if (span.kind === 'speech') await run.caption({ trackId: track.id, ...span });
    }
    await run.drain();
  } catch (error: unknown) {
    if (run.signal.aborted || !(isLastingTrackFault(error) || isPassingTrackFault(error))) throw error;
    log.warn({ err: error, meetingId: run.meeting.id, trackId: track.id }, 'a track has no live captions');
  } finally {
    pacing.leave(track.id);
  }
}
