import { type Pcm, samplesOfMs } from '../domain/audio.ts';
import type { LivePiece } from '../domain/live-piece.ts';
import type { LostSound } from '../domain/lost-sound.ts';
import { MomError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Clock } from '../ports/clock.ts';
import { type SpeechDetector, VAD_WINDOW_SAMPLES } from '../ports/voice-activity.ts';
import { ArrivalTimes } from './arrival-times.ts';
import { energyOf } from './audio-window.ts';
import { LIVE_CHUNKS } from './chunker.ts';
import { LiveChunker, type UntimedPiece } from './live-chunker.ts';
import { LostSounds } from './lost-sounds.ts';
import { SpeechGate } from './speech-gate.ts';
import { type GridItem, WindowGrid } from './window-grid.ts';

export interface ListenerOptions {
  readonly detector: SpeechDetector;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Takes the next piece; it may make us wait. */
  readonly take: (piece: LivePiece) => Promise<void>;
  /** Longest chunk that the engine takes. */
  readonly maxChunkMs: number;
}

/** Windows that are asked about together while sound flows: a tenth of a second, as one question costs more than one window. */
const FEWEST_WINDOWS = 3;
const MOST_WINDOWS = 64;
/** Sound that may wait for speech detection before whoever pushes has to wait. */
const INTAKE_SAMPLES = samplesOfMs(10_000);
/** Mean square of a sound at -46 dBFS: what counts as speech while speech detection is out of order. */
const LOUD_ENERGY = 2.5e-5;

/** Hears one track while it is spoken: sound with holes in, pieces out. Nothing is left out; who pushes too much waits. */
export class LiveListener {
  readonly #options: ListenerOptions;
  readonly #grid = new WindowGrid();
  #gate = new SpeechGate();
  readonly #chunker: LiveChunker;
  readonly #arrivals = new ArrivalTimes();
  readonly #lost = new LostSounds();
  readonly #intake: GridItem[] = [];
  #soundSamples = 0;
  #hasSilence = false;
  #isEnding = false;
  #isDeaf = false;
  #work: Promise<void> | null = null;
  #failure: { readonly reason: unknown } | null = null;
  #waiting: (() => void)[] = [];

  constructor(options: ListenerOptions) {
    this.#options = options;
    this.#chunker = new LiveChunker(Math.min(options.maxChunkMs, LIVE_CHUNKS.maxChunkMs));
  }

  get lateSamples(): number {
    return this.#grid.lateSamples;
  }

  /** Sound that begins at `startSample`, and what was lost up to its end. Resolves when there is room for more; the samples are copied before it returns. */
  async push(startSample: number, pcm: Pcm, lost: readonly LostSound[] = []): Promise<void> {
    this.#throwFailure();
    if (this.#isEnding) throw new MomError('aborted', 'the track has ended');
    this.#lost.note(lost);
    const items = this.#grid.push(startSample, pcm);
    this.#arrivals.note(this.#grid.position, this.#options.clock.now());
    this.#accept(items);
    while (this.#soundSamples > INTAKE_SAMPLES && !this.#failure)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#throwFailure();
  }

  /** Nothing was recorded up to here. Costs nothing however much that is. */
  advance(sample: number): void {
    if (!this.#failure && !this.#isEnding) this.#accept(this.#grid.advance(sample));
  }

  /** Resolves when everything that can be told apart so far was taken. */
  async heard(): Promise<void> {
    while (this.#work !== null) await this.#work;
    this.#throwFailure();
  }

  /** The track has ended: resolves when its last piece was taken. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#accept(this.#grid.flush());
    await this.heard();
    await this.#give(this.#chunker.flush());
  }

  #accept(items: readonly GridItem[]): void {
    for (const item of items) {
      const last = this.#intake.at(-1);
      if (item.kind === 'sound') this.#soundSamples += item.pcm.length;
      else this.#hasSilence = true;
      if (item.kind === 'silence' && last?.kind === 'silence')
        this.#intake[this.#intake.length - 1] = { kind: 'silence', windows: last.windows + item.windows };
      else this.#intake.push(item);
    }
    this.#listen();
  }

  #listen(): void {
    if (this.#work !== null || this.#failure || !this.#hasEnough) return;
    this.#work = this.#hearAll()
      .catch((reason: unknown) => {
        this.#failure = { reason };
      })
      .finally(() => {
        this.#work = null;
        this.#wake();
        this.#listen();
      });
  }

  get #hasEnough(): boolean {
    return this.#intake.length >= FEWEST_WINDOWS || this.#hasSilence || (this.#isEnding && this.#intake.length > 0);
  }

  async #hearAll(): Promise<void> {
    while (this.#hasEnough) {
      this.#options.signal.throwIfAborted();
      await this.#give(await this.#hearNext());
      this.#wake();
    }
  }

  /** The next silence, or the sound up to it. */
  async #hearNext(): Promise<UntimedPiece[]> {
    const [first] = this.#intake;
    if (first?.kind === 'silence') {
      this.#intake.shift();
      this.#gate = new SpeechGate(); // whoever speaks after a hole begins anew
      this.#hasSilence = this.#intake.some((item) => item.kind === 'silence');
      return this.#chunker.skip(first.windows);
    }
    const silence = this.#intake.findIndex((item) => item.kind === 'silence');
    const count = Math.min(silence < 0 ? this.#intake.length : silence, MOST_WINDOWS);
    const windows = this.#intake.splice(0, count).flatMap((item) => (item.kind === 'sound' ? [item.pcm] : []));
    const hasSpeech = await this.#detect(windows);
    this.#soundSamples -= windows.reduce((sum, pcm) => sum + pcm.length, 0);
    return windows.flatMap((pcm, index) => this.#chunker.push({ pcm, hasSpeech: hasSpeech[index] ?? false }));
  }

  async #detect(windows: readonly Pcm[]): Promise<boolean[]> {
    const pcm = new Float32Array(windows.length * VAD_WINDOW_SAMPLES);
    for (const [index, window] of windows.entries()) pcm.set(window, index * VAD_WINDOW_SAMPLES);
    const { detector, signal, log } = this.#options;
    try {
      return Array.from(await detector.probabilities(pcm, signal), (probability) => this.#gate.hear(probability));
    } catch (error: unknown) {
      signal.throwIfAborted();
      if (!this.#isDeaf)
        log.error({ err: error }, 'speech detection is out of order, everything loud counts as speech');
      this.#isDeaf = true;
      return windows.map((window) => energyOf(window) > LOUD_ENERGY);
    }
  }

  async #give(pieces: readonly UntimedPiece[]): Promise<void> {
    const nowMs = this.#options.clock.now();
    for (const piece of pieces) {
      if (piece.kind !== 'speech') await this.#options.take(piece);
      else {
        const arrivedAtMs = this.#arrivals.at(piece.startSample + piece.overlapSamples, nowMs);
        const { startSample, pcm } = piece;
        await this.#options.take({ ...piece, arrivedAtMs, ...this.#lost.of({ startSample, sampleCount: pcm.length }) });
      }
    }
  }

  #wake(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.reason;
  }
}
