import type { TranscribedSegment, TranscribedWord, Transcription } from '../../ports/transcriber.ts';
import { mean } from './mean.ts';
import type { NativeSegment } from './native-engine.ts';
import { toWords } from './to-words.ts';

/** Keeps logarithms finite. */
const LEAST_PROBABILITY = 1e-10;

export interface ChunkFacts {
  readonly durationMs: number;
  /** Tokens from this id on are no text. */
  readonly endOfTextId: number;
  /** As asked for; null = detected. */
  readonly language: string | null;
}

/** Our words for what whisper.cpp said. Times stay inside the chunk and never run backwards. */
export function toTranscription(results: readonly NativeSegment[], chunk: ChunkFacts): Transcription {
  const segments: TranscribedSegment[] = [];
  for (const result of results) {
    const text = result.text.trim();
    const earliestMs = segments.at(-1)?.startMs ?? 0;
    if (text !== '') segments.push(toSegment(result, text, earliestMs, chunk));
  }
  return { language: results[0]?.lang ?? chunk.language, segments };
}

function toSegment(result: NativeSegment, text: string, earliestMs: number, chunk: ChunkFacts): TranscribedSegment {
  const tokens = result.tokens.filter((token) => token.id < chunk.endOfTextId);
  const probabilities = tokens.map((token) => token.p);
  const span = clampSpan(result.from, result.to, earliestMs, chunk.durationMs);
  return {
    text,
    ...span,
    confidence: mean(probabilities),
    averageLogProbability:
      tokens.length === 0 ? null : mean(probabilities.map((p) => Math.log(Math.max(p, LEAST_PROBABILITY)))),
    noSpeechProbability: result.no_speech_prob ?? null,
    words: clampWords(toWords(result.text, tokens), span),
  };
}

function clampWords(words: readonly TranscribedWord[], span: Span): readonly TranscribedWord[] {
  let earliestMs = span.startMs;
  return words.map((word) => {
    const clamped = { ...word, ...clampSpan(word.startMs, word.endMs, earliestMs, span.endMs) };
    earliestMs = clamped.startMs;
    return clamped;
  });
}

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

function clampSpan(fromMs: number, toMs: number, leastMs: number, mostMs: number): Span {
  const startMs = Math.min(Math.max(fromMs, leastMs), mostMs);
  return { startMs, endMs: Math.min(Math.max(toMs, startMs), mostMs) };
}
