import { type ChunkerOptions, detectSpans, type Span } from '../audio/index.ts';
import { msOfSamples, type Pcm, samplesOfMs } from '../domain/audio.ts';
import type { MeetingTrack } from '../domain/meeting.ts';
import type { DecodedRecording } from '../ports/recording-decoder.ts';
import type { MeetingRun } from './meeting-run.ts';
import type { Pacing } from './pacing.ts';

/** Replay gives the audio in pieces of this length, as a call would. */
const PACED_MS = 250;

export interface SpanReading {
  readonly recording: DecodedRecording;
  /** The recording's sound, or what a caller makes of it. */
  readonly blocks: AsyncIterable<Pcm>;
  readonly chunker: ChunkerOptions;
  /** Null for as fast as it goes. */
  readonly pacing: Pacing | null;
}

/** Streams the sound of a track through speech detection, and tells how far it is. */
export function readSpans(track: MeetingTrack, run: MeetingRun, reading: SpanReading): AsyncGenerator<Span> {
  const detector = run.ports.voiceActivity.detector();
  return detectSpans(readBlocks(track, run, reading), detector, reading.chunker, run.signal);
}

async function* readBlocks(
  track: MeetingTrack,
  run: MeetingRun,
  { recording, blocks, pacing }: SpanReading,
): AsyncGenerator<Pcm> {
  const { clock } = run.ports;
  const totalMs = recording.format.declaredDurationMs;
  let samples = 0;
  let askedAtMs = clock.now();
  for await (const block of blocks) {
    run.timings.decodeMs += clock.now() - askedAtMs;
    for (const piece of pacing ? divide(block, samplesOfMs(PACED_MS)) : [block]) {
      samples += piece.length;
      await pacing?.reach(track.id, msOfSamples(samples), run.signal);
      yield piece;
    }
    run.tell({ type: 'track-delta', trackId: track.id, positionMs: msOfSamples(samples), totalMs });
    askedAtMs = clock.now();
  }
}

function* divide(block: Pcm, size: number): Generator<Pcm> {
  for (let start = 0; start < block.length; start += size) yield block.slice(start, start + size);
}
