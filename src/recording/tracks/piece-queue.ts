import type { TrackPiece } from './track-piece.ts';

/** Some seconds of sound. When it is full whoever fills it waits; nothing is dropped, the journal keeps the rest. */
const MAX_PIECES = 32;

/** The pieces of one member on their way to whoever listens. */
export class PieceQueue implements AsyncIterable<TrackPiece> {
  readonly #pieces: TrackPiece[] = [];
  #isClosed = false;
  #failure: unknown = null;
  #changed = Promise.withResolvers<void>();

  /** How often the one who fills it had to wait. */
  waits = 0;

  /** Resolves when there is room again, or nobody listens any more. */
  async push(piece: TrackPiece): Promise<void> {
    if (this.#isClosed) return;
    this.#pieces.push(piece);
    this.#tell();
    if (this.#pieces.length >= MAX_PIECES) this.waits += 1;
    while (this.#pieces.length >= MAX_PIECES && !this.#isClosed) await this.#changed.promise;
  }

  /** Nothing more will come; with a failure, that is thrown behind the last piece. */
  end(failure: unknown = null): void {
    if (this.#isClosed) return;
    this.#failure = failure;
    this.#isClosed = true;
    this.#tell();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TrackPiece> {
    try {
      for (;;) {
        const piece = this.#pieces.shift();
        if (piece) {
          this.#tell();
          yield piece;
        } else if (this.#isClosed) break;
        else await this.#changed.promise;
      }
    } finally {
      this.#isClosed = true;
      this.#pieces.length = 0;
      this.#tell();
    }
    if (this.#failure) throw this.#failure;
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
