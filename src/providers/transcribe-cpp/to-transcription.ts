import type { Segment, TranscriptionResult, Word } from 'transcribe-cpp';
import type { TranscribedSegment, TranscribedWord, Transcription } from '../../ports/transcriber.ts';

/** The engine tells no probabilities: `capabilities.tokenProbabilities` says that this number means nothing. */
const UNKNOWN_CONFIDENCE = 1;

export interface ChunkFacts {
  readonly durationMs: number;
  /** As asked for; null = detected. */
  readonly language: string | null;
}

type EngineResult = Pick<TranscriptionResult, 'text' | 'language' | 'segments' | 'words'>;

/** Our words for what the engine said. Times stay inside the chunk and never run backwards. */
export function toTranscription(result: EngineResult, chunk: ChunkFacts): Transcription {
  const language = result.language || chunk.language;
  const spoken = result.segments.filter(({ text }) => text.trim() !== '');
  if (spoken.length === 0) return { language, segments: wholeChunk(result.text.trim(), chunk) };
  const segments: TranscribedSegment[] = [];
  for (const segment of spoken) {
    const earliestMs = segments.at(-1)?.startMs ?? 0;
    segments.push(toSegment(segment, wordsOf(segment, result.words), earliestMs, chunk));
  }
  return { language, segments };
}

/** Families that give a text without any times. */
function wholeChunk(text: string, { durationMs }: ChunkFacts): readonly TranscribedSegment[] {
  return text === '' ? [] : [{ text, startMs: 0, endMs: durationMs, ...unknown, words: [] }];
}

const unknown = {
  confidence: UNKNOWN_CONFIDENCE,
  averageLogProbability: null,
  noSpeechProbability: null,
} as const;

const wordsOf = ({ firstWord, nWords }: Segment, words: readonly Word[]): readonly Word[] =>
  words.slice(firstWord, firstWord + nWords);

function toSegment(
  { text, t0Ms, t1Ms }: Segment,
  words: readonly Word[],
  earliestMs: number,
  { durationMs }: ChunkFacts,
): TranscribedSegment {
  const span = within(t0Ms, t1Ms, earliestMs, durationMs);
  const timed: TranscribedWord[] = [];
  for (const word of words) {
    const spoken = word.text.trim();
    if (spoken === '') continue;
    const at = within(word.t0Ms, word.t1Ms, timed.at(-1)?.startMs ?? span.startMs, span.endMs);
    timed.push({ text: spoken, ...at, confidence: UNKNOWN_CONFIDENCE });
  }
  return {
    text: timed.length > 0 ? timed.map((word) => word.text).join(' ') : text.trim(),
    ...span,
    ...unknown,
    words: timed,
  };
}

function within(fromMs: number, toMs: number, leastMs: number, mostMs: number) {
  const startMs = Math.min(Math.max(fromMs, leastMs), mostMs);
  return { startMs, endMs: Math.min(Math.max(toMs, startMs), mostMs) };
}

/** The same in one segment with exactly this text, as a stream has to tell it. */
export function toOneSegment(result: EngineResult, chunk: ChunkFacts): Transcription {
  const { language, segments } = toTranscription(result, chunk);
  const [first] = segments;
  if (!first || result.text === '') return { language, segments: [] };
  const words = segments.flatMap((segment) => segment.words);
  const endMs = segments.at(-1)?.endMs ?? first.endMs;
  return { language, segments: [{ ...first, text: result.text, endMs, words }] };
}
