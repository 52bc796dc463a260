import { detectSpans, LIVE_CHUNKS, RECORDING_CHUNKS, type Span } from '../audio/index.ts';
import { msOfSamples, type Pcm, samplesOfMs } from '../domain/audio.ts';
import type { ChunkMode, MeetingTrack, TrackResult, Warning } from '../domain/meeting.ts';
import type { MomError } from '../errors.ts';
import type { DecodedRecording } from '../ports/recording-decoder.ts';
import type { MeetingRun } from './meeting-run.ts';
import { isLastingTrackFault } from './track-fault.ts';

const CHUNKERS = { live: LIVE_CHUNKS, recording: RECORDING_CHUNKS } satisfies Record<ChunkMode, unknown>;
/** Replay gives the audio in pieces of this length, as a call would. */
const PACED_MS = 250;

/**
 * Reads one track from its start to its end: decode, find the speech, transcribe the chunks that no earlier run has. A recording that
 * breaks off keeps what was read of it; a decoder that died only when it is not tried again (`isLastAttempt`).
 *
 * @throws MomError of the decoder when it gave nothing, of the speech detection, and of the engine when it fails for good
 */
export async function processTrack(track: MeetingTrack, run: MeetingRun, isLastAttempt: boolean): Promise<TrackResult> {
  const { decoder, voiceActivity, limits } = run.ports;
  const keepsStart = track.speaker !== null;
  await using recording = await decoder.decode(track.path, { limits, signal: run.signal, keepsStart });
  const breaks: Warning[] = [];
  const survives = (fault: MomError): boolean => isLastAttempt || fault.code !== 'decoder_crashed';
  const blocks = untilItBreaks(recording.blocks, survives, (fault) => breaks.push(faultWarning(fault)));
  const chunker = CHUNKERS[run.meeting.settings.chunkMode];
  const spans = detectSpans(readBlocks(recording, blocks, track, run), voiceActivity.detector(), chunker, run.signal);
  let samples = 0;
  let speechSamples = 0;
  for await (const span of spans) {
    samples += lengthOf(span);
    if (span.kind === 'silence') {
      if (span.speechSamples > 0) await run.leaveOut({ trackId: track.id, ...placeOf(span) });
      continue;
    }
    speechSamples += lengthOf(span);
    const { startSample, pcm, end, speechSamples: speech } = span;
    await run.transcribe({ trackId: track.id, startSample, pcm, end, speechSamples: speech });
  }
  await run.drain();
  const warnings = [...recording.warnings, ...breaks];
  return { durationMs: msOfSamples(samples), speechMs: msOfSamples(speechSamples), warnings };
}

export const faultWarning = (fault: MomError): Warning => ({ code: fault.code, text: fault.sentence });

const placeOf = ({ startSample, sampleCount }: Extract<Span, { kind: 'silence' }>) => ({ startSample, sampleCount });

const lengthOf = (span: Span): number => (span.kind === 'speech' ? span.pcm.length : span.sampleCount);

/** Ends instead of throwing when a lasting fault shows after the first sound. */
async function* untilItBreaks(
  blocks: AsyncIterable<Pcm>,
  survives: (fault: MomError) => boolean,
  onBreak: (fault: MomError) => void,
): AsyncGenerator<Pcm> {
  let hasSound = false;
  try {
    for await (const block of blocks) {
      hasSound = true;
      yield block;
    }
  } catch (error: unknown) {
    if (!hasSound || !isLastingTrackFault(error) || !survives(error)) throw error;
    onBreak(error);
  }
}

async function* readBlocks(
  recording: DecodedRecording,
  blocks: AsyncIterable<Pcm>,
  track: MeetingTrack,
  run: MeetingRun,
): AsyncGenerator<Pcm> {
  const { clock } = run.ports;
  const totalMs = recording.format.declaredDurationMs;
  let samples = 0;
  let askedAtMs = clock.now();
  for await (const block of blocks) {
    run.timings.decodeMs += clock.now() - askedAtMs;
    for (const piece of run.pacing ? divide(block, samplesOfMs(PACED_MS)) : [block]) {
      samples += piece.length;
      await run.pacing?.reach(track.id, msOfSamples(samples), run.signal);
      yield piece;
    }
    run.tell({ type: 'track-delta', trackId: track.id, positionMs: msOfSamples(samples), totalMs });
    askedAtMs = clock.now();
  }
}

function* divide(block: Pcm, size: number): Generator<Pcm> {
  for (let start = 0; start < block.length; start += size) yield block.slice(start, start + size);
}
