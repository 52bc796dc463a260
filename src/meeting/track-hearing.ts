import { type Span, WindowPacker } from '../audio/index.ts';
import type { LostSound } from '../domain/lost-sound.ts';
import type { SpeechWindow } from '../domain/speech-window.ts';
import { TrackEngine } from '../transcription/index.ts';
import type { MeetingRun } from './meeting-run.ts';
import { WindowLosses } from './window-losses.ts';

/** Packs the speech of one track into windows and has those transcribed, in the track's own language. */
export class TrackHearing {
  readonly #trackId: string;
  readonly #run: MeetingRun;
  readonly #packer = new WindowPacker();
  readonly #losses: WindowLosses;
  readonly #engine: TrackEngine;
  /** Windows that wait until the track's language is found: a handful at most. */
  #waiting: SpeechWindow[] = [];

  /** `lost`: see WindowLosses. */
  constructor(trackId: string, run: MeetingRun, lost: readonly LostSound[] = []) {
    this.#trackId = trackId;
    this.#losses = new WindowLosses(lost);
    this.#run = run;
    this.#engine = new TrackEngine(run.ports.transcriber, run.meeting.settings.language);
  }

  /** Takes the next span of the track; resolves when the engine can take more. */
  async take(span: Span): Promise<void> {
    for (const window of this.#packer.push(span)) await this.#hear(window);
  }

  /** The track has ended; resolves when its last window is under way. */
  async finish(): Promise<void> {
    for (const window of this.#packer.flush()) await this.#hear(window);
    this.#engine.settle();
    await this.#giveOut();
  }

  async #hear(packed: Omit<SpeechWindow, 'trackId'>): Promise<void> {
    const window = { ...packed, trackId: this.#trackId, ...this.#losses.of(packed) };
    if (!this.#engine.isSettled) await this.#vote(window);
    this.#waiting.push(window);
    if (this.#engine.isSettled) await this.#giveOut();
  }

  async #vote(window: SpeechWindow): Promise<void> {
    const known = this.#run.known(window);
    if (known) this.#engine.countKnown(known.segments[0]?.language ?? null);
    else await this.#run.timed(() => this.#engine.listen({ pcm: window.pcm }, this.#run.signal));
  }

  async #giveOut(): Promise<void> {
    for (const window of this.#waiting.splice(0)) await this.#run.transcribe(window, this.#engine);
  }
}
