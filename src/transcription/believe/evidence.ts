import type { TranscribedSegment } from '../../ports/transcriber.ts';
import { hasteOf } from './speaking-time.ts';

/** OpenAI whisper's published defaults (whisper/transcribe.py: logprob_threshold, no_speech_threshold). */
export const MIN_AVERAGE_LOG_PROBABILITY = -1;
export const MAX_NO_SPEECH_PROBABILITY = 0.6;

/** What a chunk's sound says, whatever the engine made of it. */
export interface Sound {
  /** Length of the chunk. */
  readonly chunkMs: number;
  /** Part of it that speech detection took for speech. */
  readonly speechMs: number;
}

/** Halfway to where a text is not believed at all. */
const WEAK_LOG_PROBABILITY = MIN_AVERAGE_LOG_PROBABILITY / 2;
const WEAK_NO_SPEECH = MAX_NO_SPEECH_PROBABILITY / 2;
const WEAK_HASTE = 0.5;
/** A spoken "Thank you." fills a third of its chunk or more: the sound kept around it is 0.4 s. */
const WEAK_SPEECH_PART = 0.3;
/** Whisper invents words for a breath. */
const SHORT_SPEECH_MS = 250;

/** Whether little speaks for a text: enough to doubt a phrase that engines invent, not enough to doubt any other. */
export function isWeak(text: string, segments: readonly TranscribedSegment[], sound: Sound): boolean {
  const logProbability = averageLogProbability(segments);
  return (
    sound.speechMs < SHORT_SPEECH_MS ||
    sound.speechMs < sound.chunkMs * WEAK_SPEECH_PART ||
    hasteOf(text, sound.speechMs) > WEAK_HASTE ||
    (logProbability !== null && logProbability < WEAK_LOG_PROBABILITY) ||
    noSpeechProbability(segments) > WEAK_NO_SPEECH
  );
}

/** Mean over the segments, or null when the engine does not tell. */
export function averageLogProbability(segments: readonly TranscribedSegment[]): number | null {
  const known = segments.map((segment) => segment.averageLogProbability).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The highest of the segments, 0 when the engine does not tell. */
export const noSpeechProbability = (segments: readonly TranscribedSegment[]): number =>
  Math.max(0, ...segments.map((segment) => segment.noSpeechProbability ?? 0));
