import { RECORDING_CHUNKS, type Span } from '../audio/index.ts';
import { msOfSamples, type Pcm } from '../domain/audio.ts';
import type { MeetingTrack, TrackResult, Warning } from '../domain/meeting.ts';
import type { MomError } from '../errors.ts';
import type { MeetingRun } from './meeting-run.ts';
import { readSpans } from './read-spans.ts';
import { isLastingTrackFault } from './track-fault.ts';
import { TrackHearing } from './track-hearing.ts';
import { SEVERAL_VOICES } from './voice-checks.ts';

/**
 * Reads one track from its start to its end: decode, find the speech, transcribe the windows that no earlier run has. A recording that
 * breaks off keeps what was read of it; a decoder that died only when it is not tried again (`isLastAttempt`). A member's track is also heard for
 * more voices than one.
 *
 * @throws MomError of the decoder when it gave nothing, of the speech detection, and of the engine when it fails for good
 */
export async function processTrack(track: MeetingTrack, run: MeetingRun, isLastAttempt: boolean): Promise<TrackResult> {
  const { decoder, limits } = run.ports;
  const keepsStart = track.speaker !== null;
  await using recording = await decoder.decode(track.path, { limits, signal: run.signal, keepsStart });
  const breaks: Warning[] = [];
  const survives = (fault: MomError): boolean => isLastAttempt || fault.code !== 'decoder_crashed';
  const blocks = untilItBreaks(recording.blocks, survives, (fault) => breaks.push(faultWarning(fault)));
  const spans = readSpans(track, run, { recording, blocks, chunker: RECORDING_CHUNKS });
  const hearing = new TrackHearing(track.id, run, recording.lost);
  const voices = track.speaker && run.voices?.open();
  let samples = 0;
  let speechSamples = 0;
  for await (const span of spans) {
    samples += lengthOf(span);
    if (span.kind === 'speech') speechSamples += span.pcm.length;
    else if (span.speechSamples > 0) await run.leaveOut({ trackId: track.id, ...placeOf(span) });
    if (span.kind === 'speech') await voices?.take(span.pcm);
    await hearing.take(span);
  }
  await hearing.finish();
  await run.drain();
  const severalVoices = (await voices?.finish()) ? [SEVERAL_VOICES] : [];
  const warnings = [...recording.warnings, ...breaks, ...severalVoices];
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
