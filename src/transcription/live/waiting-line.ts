import { msOfSamples } from '../../domain/audio.ts';
import type { ChunkEnd } from '../../domain/chunk.ts';
import type { LivePiece, LiveSpeech } from '../../domain/live-piece.ts';
import { joinSpeech, lengthOfBoth } from './join-speech.ts';

export interface WaitingSpeech {
  readonly speech: LiveSpeech;
  /** Clock ms by which people should read it. */
  readonly deadlineMs: number;
  readonly attempt: 1 | 2;
}

export type Mark = Exclude<LivePiece['kind'], 'speech'>;

/**
 * A caption is promised one second after the last word, of which the pause has taken 300 ms. Who goes on speaking reads nobody's
 * caption; the words only have to be there before the next chunk.
 */
const PATIENCE_MS: Record<ChunkEnd, number> = { pause: 700, 'track-end': 700, full: 2_000 };

/**
 * What waits of one track, in order. Policy when behind: speech that waits grows, up to `maxMs`, by the speech that follows it in the same
 * utterance; what does not fit waits beside it.
 */
export class WaitingLine {
  readonly #maxMs: number;
  readonly #pieces: (WaitingSpeech | Mark)[] = [];
  #size = 0;

  constructor(maxMs: number) {
    this.#maxMs = maxMs;
  }

  /** Chunks that wait. */
  get size(): number {
    return this.#size;
  }

  get first(): WaitingSpeech | null {
    const first = this.#pieces.find((piece) => typeof piece !== 'string');
    return first ?? null;
  }

  /** Tells what became of it: a mark, speech that waits, or more of the speech that waited last. */
  add(piece: LivePiece, nowMs: number): 'mark' | 'waiting' | 'grown' {
    if (piece.kind === 'speech') return this.#grow(piece) ? 'grown' : this.#append(piece, nowMs);
    this.#pieces.push(piece.kind);
    return 'mark';
  }

  /** The marks that come before the first speech. */
  takeMarks(): Mark[] {
    const until = this.#pieces.findIndex((piece) => typeof piece !== 'string');
    const marks = this.#pieces.splice(0, until < 0 ? this.#pieces.length : until);
    return marks.filter((piece) => typeof piece === 'string');
  }

  /** Takes the first piece out, when it is speech. */
  shift(): WaitingSpeech | null {
    const [first] = this.#pieces;
    if (!first || typeof first === 'string') return null;
    this.#pieces.shift();
    this.#size--;
    return first;
  }

  /** For a second try: it is the next one again, and does not grow any more. */
  putBack(waiting: WaitingSpeech): void {
    this.#pieces.unshift({ ...waiting, attempt: 2 });
    this.#size++;
  }

  /** Only a pause lies between the two: after a rest begins another utterance. */
  #grow(next: LiveSpeech): boolean {
    const index = this.#pieces.findLastIndex((piece) => piece !== 'pause');
    const last = this.#pieces[index];
    if (!last || typeof last === 'string' || last.attempt > 1) return false;
    if (msOfSamples(lengthOfBoth(last.speech, next)) > this.#maxMs) return false;
    this.#pieces.splice(index, this.#pieces.length, { ...last, speech: joinSpeech(last.speech, next) });
    return true;
  }

  #append(speech: LiveSpeech, nowMs: number): 'waiting' {
    this.#pieces.push({ speech, deadlineMs: nowMs + PATIENCE_MS[speech.end], attempt: 1 });
    this.#size++;
    return 'waiting';
  }
}
