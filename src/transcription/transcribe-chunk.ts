import { msOfSamples } from '../domain/audio.ts';
import type { Chunk } from '../domain/chunk.ts';
import type { ChunkOutcome, ChunkResult } from '../domain/chunk-result.ts';
import type { Segment } from '../domain/segment.ts';
import { type ErrorCode, toMomError } from '../errors.ts';
import type { TranscribedSegment, Transcriber, Transcription } from '../ports/transcriber.ts';
import { doubtAbout } from './judge.ts';

export interface ChunkSettings {
  readonly language: string | null;
  readonly prompt?: string;
}

/** Failures of this one chunk. Anything else (no model, no engine, stopped) is a failure of the meeting and is thrown. */
const CHUNK_FAULTS: ReadonlySet<ErrorCode> = new Set(['stt_timeout', 'stt_crashed', 'stt_failed']);

/** Second try of a doubtful text, with the engine's whole context and Whisper's own temperature step. */
const SECOND_TRY = { temperature: 0.2, fullContext: true };

/**
 * Turns a chunk into segments in meeting time. A text that is not believed twice is dropped and the reason kept.
 *
 * @throws MomError for everything that would hit every other chunk too
 */
export async function transcribeChunk(
  chunk: Chunk,
  transcriber: Transcriber,
  settings: ChunkSettings,
  signal?: AbortSignal,
): Promise<ChunkResult> {
  try {
    const { transcription, doubt } = await believable(chunk, transcriber, settings, signal);
    if (doubt) return resultOf(chunk, 'rejected', doubt, []);
    const segments = toSegments(chunk, transcription);
    return resultOf(chunk, segments.length > 0 ? 'transcribed' : 'empty', null, segments);
  } catch (error: unknown) {
    const fault = toMomError(error);
    if (!CHUNK_FAULTS.has(fault.code)) throw fault;
    return resultOf(chunk, 'failed', fault.code, []);
  }
}

async function believable(chunk: Chunk, transcriber: Transcriber, settings: ChunkSettings, signal?: AbortSignal) {
  const speechMs = msOfSamples(chunk.pcm.length);
  const request = { pcm: chunk.pcm, ...settings };
  const first = await transcriber.transcribe(request, signal);
  if (!doubtAbout(first, speechMs)) return { transcription: first, doubt: null };
  const second = await transcriber.transcribe({ ...request, ...SECOND_TRY }, signal);
  return { transcription: second, doubt: doubtAbout(second, speechMs) };
}

function toSegments(chunk: Chunk, transcription: Transcription): Segment[] {
  return transcription.segments
    .filter((segment) => /[\p{L}\p{N}]/u.test(segment.text))
    .map((segment) => inMeetingTime(chunk, segment, transcription.language));
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
  const { trackId, startSample, pcm } = chunk;
  return { trackId, startSample, sampleCount: pcm.length, outcome, reason, segments };
}
