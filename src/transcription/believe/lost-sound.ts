import { msOfSamples } from '../../domain/audio.ts';
import type { LostSound } from '../../domain/lost-sound.ts';
import type { Segment, Word } from '../../domain/segment.ts';
import { UNSURE } from '../../domain/unsure.ts';
import { meanConfidence, wordsOf } from '../final/segment-words.ts';

/** Whisper's word times drift by this much (research/diarize.md, after WhisperX): the hole may lie in the word beside it. */
const WORD_DRIFT_MS = 200;
/** Missing packets that people put up with in a talk, concealed as they are (ITU-T G.1010 appendix I, conversational voice: below 3 %). */
const MOST_LOST_PART = 0.03;
/** A sentence in which more words than this are guesses is unsure (see UNSURE): an engine writes each word by the ones around it. */
const MOST_GUESSED_PART = 1 - UNSURE;
/** Even odds: nobody knows. Not less, for a text that is doubted for its sound is no invention, see `withoutRefrains`. */
const GUESS_CONFIDENCE = 0.5;

interface Hole {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Segments as far as they can be believed when a part of their sound never arrived. No engine shows it in its scores: it hears another word, and is sure of
 * it. So words beside lost sound have lost some; where they are a third of a segment all of it is unsure, and where more is missing than people put up with,
 * all of it has lost some. `lost` is counted from `zeroSample` of the track.
 */
export function doubtLost(
  segments: readonly Segment[],
  lost: readonly LostSound[] | undefined,
  zeroSample: number,
): readonly Segment[] {
  if (!lost || lost.length === 0) return segments;
  const holes = lost.map(({ startSample, sampleCount }) => ({
    startMs: msOfSamples(zeroSample + startSample),
    endMs: msOfSamples(zeroSample + startSample + sampleCount),
  }));
  return segments.map((segment) => doubted(segment, holes));
}

function doubted(segment: Segment, holes: readonly Hole[]): Segment {
  const words = wordsOf(segment);
  const beside = new Set(words.filter((word) => holes.some((hole) => isBeside(word, hole))));
  if (beside.size === 0) return segment;
  const isAll = lostPart(words, holes) > MOST_LOST_PART;
  const isUnsure = isAll || lettersOf([...beside]) > lettersOf(words) * MOST_GUESSED_PART;
  const marked = words.map((word): Word => {
    if (isAll || beside.has(word)) return { ...unsure(word), hasLoss: true };
    return isUnsure ? unsure(word) : word;
  });
  return {
    ...segment,
    confidence: Math.min(segment.confidence, isUnsure ? GUESS_CONFIDENCE : meanConfidence(marked)),
    words: segment.words.length > 0 ? marked : [],
  };
}

const unsure = (word: Word): Word => ({ ...word, confidence: Math.min(word.confidence, GUESS_CONFIDENCE) });

const isBeside = (word: Word, hole: Hole): boolean =>
  hole.startMs < word.endMs + WORD_DRIFT_MS && hole.endMs > word.startMs - WORD_DRIFT_MS;

/** Longer words weigh more, as they do in a segment's confidence. */
const lettersOf = (words: readonly Word[]): number => words.reduce((sum, { text }) => sum + text.length, 0);

/** Of the time from the first word to the last. */
function lostPart(words: readonly Word[], holes: readonly Hole[]): number {
  const startMs = Math.min(...words.map((word) => word.startMs));
  const endMs = Math.max(...words.map((word) => word.endMs));
  const lostMs = holes.reduce((sum, hole) => {
    return sum + Math.max(0, Math.min(hole.endMs, endMs) - Math.max(hole.startMs, startMs));
  }, 0);
  return lostMs / Math.max(endMs - startMs, 1);
}
