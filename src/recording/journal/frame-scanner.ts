import { FRAME_HEAD_BYTES, type Frame, frameAt, nextMarker } from './frame.ts';

/** Bytes that are no frame. `isTail`: nothing good came after them, as after a crash. */
export interface Damage {
  readonly bytes: number;
  readonly isTail: boolean;
}

export type Scanned = { readonly frame: Frame } | { readonly damage: Damage };

/** Finds frames in bytes that come piece by piece. Damage is passed over: the next good frame counts again. */
export class FrameScanner {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #damaged = 0;

  push(piece: Buffer): void {
    const rest = this.#bytes.subarray(this.#at);
    this.#bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    this.#at = 0;
  }

  /** What is complete so far. With `isEnd` nothing more will come: the rest is damage. */
  *take(isEnd: boolean): Generator<Scanned> {
    while (this.#at < this.#bytes.length) {
      const found = frameAt(this.#bytes, this.#at);
      if (found === 'short' && !isEnd) return;
      if (typeof found === 'string') {
        this.#skip();
        continue;
      }
      if (this.#damaged > 0) yield { damage: this.#endDamage(false) };
      this.#at += FRAME_HEAD_BYTES + found.payload.length;
      yield { frame: found };
    }
    if (isEnd && this.#damaged > 0) yield { damage: this.#endDamage(true) };
  }

  #skip(): void {
    const next = nextMarker(this.#bytes, this.#at);
    this.#damaged += next - this.#at;
    this.#at = next;
  }

  #endDamage(isTail: boolean): Damage {
    const damage = { bytes: this.#damaged, isTail };
    this.#damaged = 0;
    return damage;
  }
}
