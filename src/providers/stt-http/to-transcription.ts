import type { TranscribedSegment, TranscribedWord, Transcription } from '../../ports/transcriber.ts';
import type { EngineAnswer, EngineSegment, EngineWord } from './answer-schema.ts';
import { languageCode } from './languages.ts';
import type { TimedPiece } from './locate-pieces.ts';
import { clampSpan, type Span } from './span.ts';
import { type TimedWord, timeWords } from './time-words.ts';

export interface ChunkFacts {
  readonly durationMs: number;
  /** As asked for; null = detected. */
  readonly language: string | null;
}

interface SpokenSegment extends Span {
  readonly text: string;
  readonly said: EngineSegment;
}

/** For an engine that tells no probability at all. It means nothing, and is nowhere near sure. */
const UNKNOWN_CONFIDENCE = 0.5;
/** Keeps logarithms finite. */
const LEAST_PROBABILITY = 1e-10;
const LATEST_MS = 3_600_000;

/** Our words for what a host said. Times stay inside the chunk and never run backwards. */
export function toTranscription(answer: EngineAnswer, chunk: ChunkFacts): Transcription {
  const segments = toSpoken(answer, chunk.durationMs);
  const words = timeWords(segments, toPieces(answer, segments));
  const probability = answer.detected_language_probability;
  return {
    language: languageCode(answer.language ?? '') ?? chunk.language,
    ...(probability == null ? {} : { languageProbability: fraction(probability) }),
    segments: segments.map((segment, index) => toSegment(segment, words[index] ?? [])),
  };
}

function toSpoken(answer: EngineAnswer, durationMs: number): readonly SpokenSegment[] {
  const spoken: SpokenSegment[] = [];
  for (const said of inOrder(answer, durationMs)) {
    const text = said.text.trim();
    const earliestMs = spoken.at(-1)?.startMs ?? 0;
    const span = clampSpan(toMs(said), earliestMs, { startMs: 0, endMs: durationMs });
    if (text !== '') spoken.push({ text, ...span, said });
  }
  return spoken;
}

/** An answer with nothing but text is one segment. */
function inOrder({ segments, text }: EngineAnswer, durationMs: number): readonly EngineSegment[] {
  if (segments) return segments.toSorted((one, other) => one.start - other.start);
  return [{ text: text ?? '', start: 0, end: durationMs / 1000 }];
}

function toPieces(answer: EngineAnswer, segments: readonly SpokenSegment[]): readonly TimedPiece[] {
  const inside = segments.flatMap((segment) => segment.said.words ?? []);
  return (inside.length > 0 ? inside : (answer.words ?? [])).map(toPiece);
}

const toPiece = (word: EngineWord): TimedPiece => ({
  text: word.word,
  ...toMs(word),
  probability: word.probability == null ? null : fraction(word.probability),
});

function toSegment({ text, startMs, endMs, said }: SpokenSegment, words: readonly TimedWord[]): TranscribedSegment {
  const probabilities = words.flatMap((word) => word.probabilities);
  const averageLogProbability = averageLog(said, probabilities);
  const confidence = mean(probabilities) ?? fromLog(averageLogProbability);
  return {
    text,
    startMs,
    endMs,
    confidence,
    averageLogProbability,
    noSpeechProbability: said.no_speech_prob == null ? null : fraction(said.no_speech_prob),
    words: toWords(words, { startMs, endMs }, confidence),
  };
}

function toWords(words: readonly TimedWord[], segment: Span, confidence: number): readonly TranscribedWord[] {
  let earliestMs = segment.startMs;
  return words.map(({ text, probabilities, ...times }) => {
    const span = clampSpan(times, earliestMs, segment);
    earliestMs = span.startMs;
    return { text, ...span, confidence: mean(probabilities) ?? confidence };
  });
}

function averageLog(said: EngineSegment, probabilities: readonly number[]): number | null {
  if (said.avg_logprob != null) return Math.min(0, said.avg_logprob);
  return mean(probabilities.map((probability) => Math.log(Math.max(probability, LEAST_PROBABILITY))));
}

const fromLog = (average: number | null): number => (average === null ? UNKNOWN_CONFIDENCE : Math.exp(average));
const fraction = (value: number): number => Math.min(1, Math.max(0, value));
const toMs = ({ start, end }: { readonly start: number; readonly end: number }): Span => ({
  startMs: sane(start * 1000),
  endMs: sane(end * 1000),
});
/** No time of an answer is beyond the longest chunk; arithmetic on 1e305 would end in NaN. */
const sane = (ms: number): number => Math.min(LATEST_MS, Math.max(0, ms));

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
