import type { Clock } from '../../../../ports/clock.ts';
import type { VoiceEnd } from '../../../../ports/voice-capture.ts';

/** Why and how a session ended. */
export interface SessionEnd {
  readonly reason: VoiceEnd;
  readonly text: string;
}

/** What became of waiting for sound. `code` is that of the last close, null without one. */
export type Outcome =
  | { readonly kind: 'ready' }
  | { readonly kind: 'over'; readonly end: SessionEnd }
  | {
      readonly kind: 'failed';
      readonly code: number | null;
      readonly wasAnswered: boolean;
      /** Discord was not even asked. */
      readonly isUnsent: boolean;
    };

export type Failed = Extract<Outcome, { kind: 'failed' }>;

/** How long to wait for sound: a little for a first sign of life, longer once there was one. */
export class ReadyWait {
  readonly #clock: Clock;
  readonly #readyMs: number;
  #untilMs: number;
  #code: number | null = null;
  #wasAnswered = false;

  constructor(clock: Clock, signMs: number, readyMs: number) {
    this.#clock = clock;
    this.#readyMs = readyMs;
    this.#untilMs = clock.now() + signMs;
  }

  get leftMs(): number {
    return Math.max(0, this.#untilMs - this.#clock.now());
  }

  get failed(): Failed {
    return { kind: 'failed', code: this.#code, wasAnswered: this.#wasAnswered, isUnsent: false };
  }

  get unsent(): Failed {
    return { ...this.failed, isUnsent: true };
  }

  /** Discord does something about it. */
  sign(): void {
    this.#wasAnswered = true;
    this.#untilMs = Math.max(this.#untilMs, this.#clock.now() + this.#readyMs);
  }

  /** The session that was coming up is over. */
  closed(code: number): Failed {
    this.#code = code;
    return this.failed;
  }
}
