import { type ChunkerOptions, detectSpans, type Span } from '../audio/index.ts';
import { msOfSamples, type Pcm } from '../domain/audio.ts';
import type { MeetingTrack } from '../domain/meeting.ts';
import type { DecodedRecording } from '../ports/recording-decoder.ts';
import type { MeetingRun } from './meeting-run.ts';

export interface SpanReading {
  readonly recording: DecodedRecording;
  /** The recording's sound, or what a caller makes of it. */
  readonly blocks: AsyncIterable<Pcm>;
  readonly chunker: ChunkerOptions;
}

/** Streams the sound of a track through speech detection, and tells how far it is. */
export function readSpans(track: MeetingTrack, run: MeetingRun, reading: SpanReading): AsyncGenerator<Span> {
  const detector = run.ports.voiceActivity.detector();
  return detectSpans(readBlocks(track, run, reading), detector, reading.chunker, run.signal);
}

async function* readBlocks(
  track: MeetingTrack,
  run: MeetingRun,
  { recording, blocks }: SpanReading,
): AsyncGenerator<Pcm> {
  const { clock } = run.ports;
  const totalMs = recording.format.declaredDurationMs;
  let samples = 0;
  let askedAtMs = clock.now();
  for await (const block of blocks) {
    run.timings.decodeMs += clock.now() - askedAtMs;
    samples += block.length;
    yield block;
    run.tell({ type: 'track-delta', trackId: track.id, positionMs: msOfSamples(samples), totalMs });
    askedAtMs = clock.now();
  }
}
