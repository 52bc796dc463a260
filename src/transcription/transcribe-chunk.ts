import { msOfSamples } from '../domain/audio.ts';
import type { Chunk } from '../domain/chunk.ts';
import type { ChunkOutcome, ChunkResult } from '../domain/chunk-result.ts';
import type { Segment } from '../domain/segment.ts';
import { type ErrorCode, toMomError } from '../errors.ts';
import type { TranscribedSegment, Transcriber } from '../ports/transcriber.ts';
import type { Doubt, DoubtCounts } from './believe/doubt.ts';
import { doubtLost } from './believe/lost-sound.ts';
import type { TrackBeliefs } from './believe/track-beliefs.ts';
import { judge, type Verdict } from './judge.ts';

export interface ChunkSettings {
  readonly language: string | null;
  /** Kept from engines that take none. */
  readonly prompt?: string | undefined;
  /** Only where the chunks of a track come one after the other. */
  readonly beliefs?: TrackBeliefs;
  readonly counts?: DoubtCounts;
}

/** Failures of this one chunk. Anything else (no model, no engine, stopped) is a failure of the meeting and is thrown. */
const CHUNK_FAULTS: ReadonlySet<ErrorCode> = new Set(['stt_timeout', 'stt_crashed', 'stt_failed']);

/** Second try of a doubtful text, with the engine's whole context and Whisper's own temperature step, and no prompt to repeat. */
const SECOND_TRY = { temperature: 0.2, fullContext: true };

/** Where a stretch of sound lies. */
export type ChunkPlace = Pick<ChunkResult, 'trackId' | 'startSample' | 'sampleCount'>;

interface Judged extends Verdict {
  readonly language: string | null;
}

/**
 * Turns a chunk into segments in meeting time. What is not believed twice is left out, and the first reason kept: the chunk is rejected
 * when nothing remains.
 *
 * @throws MomError for everything that would hit every other chunk too
 */
export async function transcribeChunk(
  chunk: Chunk,
  transcriber: Transcriber,
  settings: ChunkSettings,
  signal?: AbortSignal,
): Promise<ChunkResult> {
  if (chunk.speechSamples === 0) return tooLittleSpeech(placeOf(chunk), settings.counts);
  try {
    const judged = await believed(chunk, transcriber, settings, signal);
    for (const doubt of judged.doubts) settings.counts?.leftOut(doubt);
    return resultOf(chunk, outcomeOf(judged), judged.doubts[0] ?? null, toSegments(chunk, judged));
  } catch (error: unknown) {
    const fault = toMomError(error);
    if (!CHUNK_FAULTS.has(fault.code)) throw fault;
    return resultOf(chunk, 'failed', fault.code, []);
  }
}

/** What becomes of sound in which speech detection heard too little for an engine to make anything of it but an invention. */
export function tooLittleSpeech(place: ChunkPlace, counts?: DoubtCounts): ChunkResult {
  counts?.leftOut('too-little-speech');
  return { ...place, outcome: 'rejected', reason: 'too-little-speech' satisfies Doubt, segments: [] };
}

function outcomeOf({ segments, doubts }: Judged): ChunkOutcome {
  if (segments.length > 0) return 'transcribed';
  return doubts.length > 0 ? 'rejected' : 'empty';
}

async function believed(
  chunk: Chunk,
  transcriber: Transcriber,
  settings: ChunkSettings,
  signal?: AbortSignal,
): Promise<Judged> {
  const sound = { chunkMs: msOfSamples(chunk.pcm.length), speechMs: msOfSamples(chunk.speechSamples) };
  const beliefs = settings.beliefs ? { beliefs: settings.beliefs } : {};
  const prompt = settings.prompt && transcriber.capabilities.prompt ? { prompt: settings.prompt } : {};
  const request = { pcm: chunk.pcm, language: settings.language };
  const first = await transcriber.transcribe({ ...request, ...prompt }, signal);
  const judged = { ...judge(first, { ...sound, ...beliefs, ...prompt }), language: first.language };
  if (judged.doubts.length > 0) {
    const second = await transcriber.transcribe({ ...request, ...SECOND_TRY }, signal);
    const again = { ...judge(second, { ...sound, ...beliefs }), language: second.language };
    settings.counts?.retried(again.segments.length > 0 && again.doubts.length === 0);
    return remember(better(judged, again), settings.beliefs);
  }
  return remember(judged, settings.beliefs);
}

/** The second try counts, unless nothing of it remains. */
const better = (first: Judged, second: Judged): Judged => (second.segments.length > 0 ? second : first);

function remember(judged: Judged, beliefs: TrackBeliefs | undefined): Judged {
  beliefs?.heard(judged.segments.map((segment) => segment.text).join(' '));
  return judged;
}

function toSegments(chunk: Chunk, { segments, language }: Judged): readonly Segment[] {
  const placed = segments.map((segment) => inMeetingTime(chunk, segment, language));
  return doubtLost(placed, chunk.lost, chunk.startSample);
}

function inMeetingTime(chunk: Chunk, segment: TranscribedSegment, language: string | null): Segment {
  const chunkStartMs = msOfSamples(chunk.startSample);
  const chunkMs = msOfSamples(chunk.pcm.length);
  const at = (ms: number): number => chunkStartMs + Math.min(Math.max(Math.round(ms), 0), chunkMs);
  return {
    trackId: chunk.trackId,
    startMs: at(segment.startMs),
    endMs: at(Math.max(segment.endMs, segment.startMs)),
    text: segment.text.trim(),
    confidence: segment.confidence,
    language,
    words: segment.words.map((word) => ({ ...word, startMs: at(word.startMs), endMs: at(word.endMs) })),
  };
}

function resultOf(
  chunk: Chunk,
  outcome: ChunkOutcome,
  reason: string | null,
  segments: readonly Segment[],
): ChunkResult {
  return { ...placeOf(chunk), outcome, reason, segments };
}

const placeOf = ({ trackId, startSample, pcm }: Chunk): ChunkPlace => ({
  trackId,
  startSample,
  sampleCount: pcm.length,
});
