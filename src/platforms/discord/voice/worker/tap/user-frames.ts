import { daveNonce, isDaveFrame } from './dave-frame.ts';
import { type Frame, inSequence } from './frame.ts';

export interface Opener {
  /** The Opus packet, or null when it can't be opened now. */
  open(userId: string, payload: Buffer): Buffer | null;
}

export interface UserFramesHooks {
  opened(userId: string, frame: Frame, opus: Buffer): void;
  /** Given up. */
  lost(userId: string, packets: number): void;
}

/** Frames that wait for a key, of one user: 8 s of talk. */
const MAX_WAITING = 400;
/**
 * A decryptor refuses every frame older than the first one it saw with a key. Whatever may be the beginning of a key waits this long for
 * frames that were overtaken on the way.
 */
const SETTLE_MS = 100;

/** What one user sent and is not open yet, kept in order. */
export class UserFrames {
  readonly #userId: string;
  readonly #opener: Opener;
  readonly #hooks: UserFramesHooks;
  /** May be the beginning of a key. */
  #settling: Frame[] = [];
  /** There was no key for them. */
  #waiting: Frame[] = [];
  #lastNonce = Number.POSITIVE_INFINITY;
  readonly #failures = new Map<number, number>();

  constructor(userId: string, opener: Opener, hooks: UserFramesHooks) {
    this.#userId = userId;
    this.#opener = opener;
    this.#hooks = hooks;
  }

  /** Encrypted frames in a row of this source that could not be opened since the keys last changed. */
  failuresOf(ssrc: number): number {
    return this.#failures.size === 0 ? 0 : (this.#failures.get(ssrc) ?? 0);
  }

  add(frame: Frame): void {
    const isOverdue = frame.arrivalMs - (this.#settling[0]?.arrivalMs ?? frame.arrivalMs) >= SETTLE_MS;
    if (isOverdue || this.#settling.length === MAX_WAITING) this.settle();
    const nonce = daveNonce(frame.payload);
    if (this.#settling.length > 0 || this.#mayBegin(frame, nonce)) this.#settling.push(frame);
    else this.#open(frame, nonce);
  }

  /** Keys have changed: what waits is tried again, in order. */
  retry(): void {
    const waiting = inSequence(this.#waiting);
    this.#waiting = [];
    for (const frame of waiting) this.#open(frame, daveNonce(frame.payload));
    this.#failures.clear();
  }

  sweep(nowMs: number, giveUpMs: number): void {
    const [first] = this.#settling;
    if (first && nowMs - first.arrivalMs >= SETTLE_MS) this.settle();
    const kept = this.#waiting.filter(({ arrivalMs }) => nowMs - arrivalMs < giveUpMs);
    if (kept.length < this.#waiting.length) this.#hooks.lost(this.#userId, this.#waiting.length - kept.length);
    this.#waiting = kept;
  }

  /** The same for what came before that moment: newer frames of the same key are about to be opened. */
  settleBefore(atMs: number): void {
    const [first] = this.#settling;
    if (first && first.arrivalMs <= atMs) this.settle();
  }

  /** What may be the beginning of a key waits no longer for what was overtaken. */
  settle(): void {
    const settling = inSequence(this.#settling);
    this.#settling = [];
    for (const frame of settling) this.#open(frame, daveNonce(frame.payload));
  }

  /** No key will come any more. */
  end(): void {
    if (this.#waiting.length > 0) this.#hooks.lost(this.#userId, this.#waiting.length);
    this.#waiting = [];
  }

  /** What waits of a source, in order. */
  waitingOf(ssrc: number): readonly Frame[] {
    return inSequence(this.#waiting.filter((frame) => frame.ssrc === ssrc));
  }

  /** Takes out what waits of a source that turned out to be somebody else's. */
  takeSource(ssrc: number): readonly Frame[] {
    const taken = this.waitingOf(ssrc);
    this.#waiting = this.#waiting.filter((frame) => frame.ssrc !== ssrc);
    this.#failures.delete(ssrc);
    return taken;
  }

  /** Nothing of it is wanted any more. */
  drop(): void {
    this.#settling = [];
    this.#waiting = [];
  }

  #mayBegin(frame: Frame, nonce: number): boolean {
    return nonce <= this.#lastNonce && isDaveFrame(frame.payload);
  }

  #open(frame: Frame, nonce: number): void {
    const opus = this.#opener.open(this.#userId, frame.payload);
    if (!opus) return void this.#wait(frame, nonce > 0);
    if (nonce > 0) this.#lastNonce = nonce;
    if (nonce > 0 && this.#failures.size > 0) this.#failures.delete(frame.ssrc);
    this.#hooks.opened(this.#userId, frame, opus);
  }

  #wait(frame: Frame, isEncrypted: boolean): void {
    if (isEncrypted) this.#failures.set(frame.ssrc, this.failuresOf(frame.ssrc) + 1);
    this.#waiting.push(frame);
    if (this.#waiting.length <= MAX_WAITING) return;
    this.#waiting.shift();
    this.#hooks.lost(this.#userId, 1);
  }
}
