import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import type { ChunkOutcome, ChunkResult, ChunkTranslation } from '../../domain/chunk-result.ts';
import type { Segment, Word } from '../../domain/segment.ts';
import type { Tables } from '../sqlite/index.ts';
import { parseJson, parseRow } from './json-column.ts';

type ChunkRow = Selectable<Tables['chunk']>;
type SegmentRow = Selectable<Tables['segment']>;

const outcomeSchema = z.enum(['transcribed', 'empty', 'rejected', 'failed']) satisfies z.ZodType<ChunkOutcome>;

export const wordsSchema = z.array(
  z.object({
    text: z.string(),
    startMs: z.number(),
    endMs: z.number(),
    confidence: z.number(),
    hasLoss: z.literal(true).exactOptional(),
  }),
) satisfies z.ZodType<readonly Word[]>;

const segmentsSchema = z.array(
  z.object({
    trackId: z.string(),
    startMs: z.number(),
    endMs: z.number(),
    text: z.string(),
    confidence: z.number(),
    language: z.string().nullable(),
    words: wordsSchema,
  }),
) satisfies z.ZodType<readonly Segment[]>;

const translationSchema = z.object({
  language: z.string(),
  segments: segmentsSchema,
}) satisfies z.ZodType<ChunkTranslation>;

/** A chunk as JSON. */
export const chunkSchema = z.object({
  trackId: z.string(),
  startSample: z.number(),
  sampleCount: z.number(),
  outcome: outcomeSchema,
  reason: z.string().nullable(),
  segments: segmentsSchema,
  translation: translationSchema.nullable().default(null),
}) satisfies z.ZodType<ChunkResult>;

export const toChunkRow = (meetingId: string, chunk: ChunkResult): Insertable<Tables['chunk']> => ({
  meeting_id: meetingId,
  track_id: chunk.trackId,
  start_sample: chunk.startSample,
  sample_count: chunk.sampleCount,
  outcome: chunk.outcome,
  reason: chunk.reason,
  translation_json: chunk.translation ? JSON.stringify(chunk.translation) : null,
});

/** A segment lies under its chunk, so the chunk's track is its track. */
export const toSegmentRows = (meetingId: string, chunk: ChunkResult): Insertable<Tables['segment']>[] =>
  chunk.segments.map((segment, position) => ({
    meeting_id: meetingId,
    track_id: chunk.trackId,
    start_sample: chunk.startSample,
    position,
    start_ms: segment.startMs,
    end_ms: segment.endMs,
    text: segment.text,
    confidence: segment.confidence,
    language: segment.language,
    words_json: JSON.stringify(segment.words),
  }));

/** Both in the order of the answer: each chunk takes the segments that name it. */
export function toChunks(chunks: readonly ChunkRow[], segments: readonly SegmentRow[]): readonly ChunkResult[] {
  const byChunk = Map.groupBy(segments, chunkKey);
  return chunks.map((row) => ({
    trackId: row.track_id,
    startSample: row.start_sample,
    sampleCount: row.sample_count,
    outcome: parseRow(outcomeSchema, row.outcome, `a chunk of track ${row.track_id}`),
    reason: row.reason,
    segments: (byChunk.get(chunkKey(row)) ?? []).map(toSegment),
    ...(row.translation_json === null ? {} : { translation: toTranslation(row.translation_json, row.track_id) }),
  }));
}

const toTranslation = (json: string, trackId: string): ChunkTranslation =>
  parseJson(translationSchema, json, `a translation of track ${trackId}`);

const chunkKey = (row: Pick<ChunkRow, 'track_id' | 'start_sample'>): string => `${row.start_sample} ${row.track_id}`;

const toSegment = (row: SegmentRow): Segment => ({
  trackId: row.track_id,
  startMs: row.start_ms,
  endMs: row.end_ms,
  text: row.text,
  confidence: row.confidence,
  language: row.language,
  words: parseJson(wordsSchema, row.words_json, `a segment of track ${row.track_id}`),
});
