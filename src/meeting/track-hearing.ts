import { type Span, WindowPacker } from '../audio/index.ts';
import type { ChunkResult } from '../domain/chunk-result.ts';
import type { LostSound } from '../domain/lost-sound.ts';
import type { SpeechWindow } from '../domain/speech-window.ts';
import type { Transcriber } from '../ports/transcriber.ts';
import { TrackEngine } from '../transcription/index.ts';
import { WindowLosses } from './window-losses.ts';

/** What the windows of a track are heard with. */
export interface Hearing {
  readonly transcriber: Transcriber;
  /** Null: the track's own, which its first windows decide. */
  readonly language: string | null;
  readonly signal: AbortSignal;
  /** What was made of the window earlier; null when it is still to do. */
  known(window: SpeechWindow): ChunkResult | null;
  /** Resolves when the window is under way. */
  transcribe(window: SpeechWindow, engine: Transcriber): Promise<void>;
  /** Work of the engine. */
  timed<T>(work: () => Promise<T>): Promise<T>;
}

/** Packs the speech of one track into windows and has those transcribed, in the track's own language. */
export class TrackHearing {
  readonly #trackId: string;
  readonly #hearing: Hearing;
  readonly #packer = new WindowPacker();
  readonly #losses: WindowLosses;
  readonly #engine: TrackEngine;
  /** Windows that wait until the track's language is found: a handful at most. */
  readonly #waiting: SpeechWindow[] = [];

  /** `lost`: see WindowLosses. */
  constructor(trackId: string, hearing: Hearing, lost: readonly LostSound[] = []) {
    this.#trackId = trackId;
    this.#losses = new WindowLosses(lost);
    this.#hearing = hearing;
    this.#engine = new TrackEngine(hearing.transcriber, hearing.language);
  }

  /** Takes the next span of the track; resolves when the engine can take more. */
  async take(span: Span): Promise<void> {
    for (const window of this.#packer.push(span)) await this.#hear(window);
  }

  /** No span will begin before this sample any more; resolves like `take`. */
  async settle(sample: number): Promise<void> {
    for (const window of this.#packer.settle(sample)) await this.#hear(window);
  }

  /** First sample of what was taken and is not under way yet; null when there is nothing. */
  get openSample(): number | null {
    return this.#waiting[0]?.startSample ?? this.#packer.openSample;
  }

  /** The track has ended; resolves when its last window is under way. */
  async finish(): Promise<void> {
    for (const window of this.#packer.flush()) await this.#hear(window);
    this.#engine.settle();
    await this.#giveOut();
  }

  async #hear(packed: Omit<SpeechWindow, 'trackId'>): Promise<void> {
    const window = { ...packed, trackId: this.#trackId, ...this.#losses.of(packed) };
    this.#waiting.push(window);
    if (!this.#engine.isSettled) await this.#vote(window);
    if (this.#engine.isSettled) await this.#giveOut();
  }

  async #vote(window: SpeechWindow): Promise<void> {
    const known = this.#hearing.known(window);
    if (known) this.#engine.countKnown(known.segments[0]?.language ?? null);
    else await this.#hearing.timed(() => this.#engine.listen({ pcm: window.pcm }, this.#hearing.signal));
  }

  async #giveOut(): Promise<void> {
    for (let window = this.#waiting[0]; window; window = this.#waiting[0]) {
      await this.#hearing.transcribe(window, this.#engine);
      this.#waiting.shift();
    }
  }
}
