import { deflateRawSync } from 'node:zlib';
import type { Transcription } from '../ports/transcriber.ts';

/** Why a text is not believed. */
export type Doubt = 'repetitive' | 'unsure' | 'too-fast';

/** OpenAI whisper's published defaults (whisper/transcribe.py: compression_ratio_threshold, logprob_threshold). */
const MAX_COMPRESSION_RATIO = 2.4;
const MIN_AVERAGE_LOG_PROBABILITY = -1;
/** Fast speech has 8 syllables a second; 45 letters a second is far beyond what a mouth can do. */
const MAX_LETTERS_PER_SECOND = 45;
/** Compression says nothing about a short text. */
const MIN_BYTES_TO_COMPRESS = 60;

/** What speaks against a transcription, or null when nothing does. `speechMs` is the length of the chunk. */
export function doubtAbout(transcription: Transcription, speechMs: number): Doubt | null {
  const text = transcription.segments.map((segment) => segment.text).join(' ');
  if (compressionRatio(text) > MAX_COMPRESSION_RATIO) return 'repetitive';
  if (letterCount(text) > (MAX_LETTERS_PER_SECOND * Math.max(speechMs, 500)) / 1000) return 'too-fast';
  if (averageLogProbability(transcription) < MIN_AVERAGE_LOG_PROBABILITY) return 'unsure';
  return null;
}

/** How much smaller deflate makes a text: a loop of the same words compresses far better than speech. */
function compressionRatio(text: string): number {
  const bytes = Buffer.from(text);
  return bytes.length < MIN_BYTES_TO_COMPRESS ? 1 : bytes.length / deflateRawSync(bytes).length;
}

const letterCount = (text: string): number => [...text].filter((character) => /[\p{L}\p{N}]/u.test(character)).length;

function averageLogProbability({ segments }: Transcription): number {
  const known = segments.map((segment) => segment.averageLogProbability).filter((value) => value !== null);
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}
