import { detectSpans, LIVE_CHUNKS, RECORDING_CHUNKS, type Span } from '../audio/index.ts';
import { msOfSamples, type Pcm, samplesOfMs } from '../domain/audio.ts';
import type { ChunkMode, MeetingTrack, TrackResult } from '../domain/meeting.ts';
import type { DecodedRecording } from '../ports/recording-decoder.ts';
import type { MeetingRun } from './meeting-run.ts';

const CHUNKERS = { live: LIVE_CHUNKS, recording: RECORDING_CHUNKS } satisfies Record<ChunkMode, unknown>;
/** Replay gives the audio in pieces of this length, as a call would. */
const PACED_MS = 250;

/**
 * Reads one track from its start to its end: decode, find the speech, transcribe the chunks that no earlier run has.
 *
 * @throws MomError of the decoder, of the speech detection, and of the engine when it fails for good
 */
export async function processTrack(track: MeetingTrack, run: MeetingRun): Promise<TrackResult> {
  const { decoder, voiceActivity, limits } = run.ports;
  await using recording = await decoder.decode(track.path, { limits, signal: run.signal });
  const spans = detectSpans(
    readBlocks(recording, track, run),
    voiceActivity.detector(),
    CHUNKERS[run.meeting.settings.chunkMode],
    run.signal,
  );
  let samples = 0;
  let speechSamples = 0;
  for await (const span of spans) {
    samples += lengthOf(span);
    if (span.kind === 'silence') continue;
    speechSamples += lengthOf(span);
    await run.transcribe({ trackId: track.id, startSample: span.startSample, pcm: span.pcm, end: span.end });
  }
  await run.drain();
  return { durationMs: msOfSamples(samples), speechMs: msOfSamples(speechSamples), warnings: recording.warnings };
}

const lengthOf = (span: Span): number => (span.kind === 'speech' ? span.pcm.length : span.sampleCount);

async function* readBlocks(recording: DecodedRecording, track: MeetingTrack, run: MeetingRun): AsyncGenerator<Pcm> {
  let samples = 0;
  let askedAtMs = run.ports.clock.now();
  for await (const block of recording.blocks) {
    run.timings.decodeMs += run.ports.clock.now() - askedAtMs;
    for (const piece of run.pacing ? divide(block, samplesOfMs(PACED_MS)) : [block]) {
      samples += piece.length;
      await run.pacing?.reach(track.id, msOfSamples(samples), run.signal);
      yield piece;
    }
    run.tell({
      type: 'track-delta',
      trackId: track.id,
      positionMs: msOfSamples(samples),
      totalMs: recording.format.declaredDurationMs,
    });
    askedAtMs = run.ports.clock.now();
  }
}

function* divide(block: Pcm, size: number): Generator<Pcm> {
  for (let start = 0; start < block.length; start += size) yield block.slice(start, start + size);
}
