import { msOfSamples, samplesOfMs } from '../../domain/audio.ts';
import type { Segment } from '../../domain/segment.ts';
import type { SpeechWindow, WindowPiece } from '../../domain/speech-window.ts';
import { partOf } from './segment-words.ts';

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Segments of a window, timed as if its sound lay in one piece from its first sample on, at their true times. What the engine wrote across a
 * shortened pause is divided there, word by word: a word belongs to the piece that holds its middle, and never reaches beyond it.
 */
export function toTrackTimes(segments: readonly Segment[], window: SpeechWindow): readonly Segment[] {
  if (window.pieces.length < 2) return segments;
  const place = new Placer(window);
  return segments.flatMap((segment) => (segment.words.length > 0 ? byPiece(segment, place) : [whole(segment, place)]));
}

function byPiece(segment: Segment, place: Placer): Segment[] {
  const pieces = segment.words.map((word) => place.pieceOf(word));
  const placed = { ...segment, words: segment.words.map((word, index) => place.inside(word, pieces[index])) };
  const joints = pieces.flatMap((piece, index) => (index > 0 && piece !== pieces[index - 1] ? [index] : []));
  if (joints.length === 0) return [{ ...place.inside(segment, pieces[0]), words: placed.words }];
  const edges = [0, ...joints, segment.words.length];
  return edges.slice(1).flatMap((end, index) => partOf(placed, edges[index] ?? 0, end) ?? []);
}

/** Without word times nobody knows what was said on which side: it stays one. */
function whole(segment: Segment, place: Placer): Segment {
  const { startMs, endMs } = segment;
  const first = place.pieceOf({ startMs, endMs: startMs });
  const last = place.pieceOf({ startMs: endMs, endMs });
  return { ...segment, startMs: place.inside(segment, first).startMs, endMs: place.inside(segment, last).endMs };
}

/** Finds the place of a time in the track. Pieces are only ever gone through forward, so that times don't run backwards. */
class Placer {
  readonly #window: SpeechWindow;
  #index = 0;

  constructor(window: SpeechWindow) {
    this.#window = window;
  }

  pieceOf({ startMs, endMs }: Span): WindowPiece | undefined {
    const { pieces } = this.#window;
    const middle = this.#offsetOf((startMs + endMs) / 2);
    while (middle >= endOf(pieces[this.#index]) && this.#index < pieces.length - 1) this.#index++;
    return pieces[this.#index];
  }

  /** The times of `timed` in the track, inside the piece. */
  inside<T extends Span>(timed: T, piece: WindowPiece | undefined): T {
    if (!piece) return timed;
    const at = (ms: number): number => {
      const inPiece = Math.min(Math.max(this.#offsetOf(ms) - piece.offset, 0), piece.sampleCount);
      return msOfSamples(piece.startSample + inPiece);
    };
    return { ...timed, startMs: at(timed.startMs), endMs: at(timed.endMs) };
  }

  #offsetOf(ms: number): number {
    return samplesOfMs(ms - msOfSamples(this.#window.startSample));
  }
}

const endOf = (piece: WindowPiece | undefined): number => (piece ? piece.offset + piece.sampleCount : 0);
