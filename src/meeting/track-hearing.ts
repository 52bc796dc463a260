import { type Span, WindowPacker } from '../audio/index.ts';
import type { LostSound } from '../domain/lost-sound.ts';
import { lostInPieces, type SpeechWindow } from '../domain/speech-window.ts';
import { TrackEngine } from '../transcription/index.ts';
import type { MeetingRun } from './meeting-run.ts';

/** Packs the speech of one track into windows and has those transcribed, in the track's own language. */
export class TrackHearing {
  readonly #trackId: string;
  readonly #run: MeetingRun;
  readonly #lost: readonly LostSound[];
  readonly #packer = new WindowPacker();
  readonly #engine: TrackEngine;
  /** Windows that wait until the track's language is found: a handful at most. */
  #waiting: SpeechWindow[] = [];

  /** `lost`: known up to the end of what was taken, so it may grow. */
  constructor(trackId: string, run: MeetingRun, lost: readonly LostSound[] = []) {
    this.#trackId = trackId;
    this.#run = run;
    this.#lost = lost;
    this.#engine = new TrackEngine(run.ports.transcriber, run.meeting.settings.language);
  }

  /** Takes the next span of the track; resolves when the engine can take more. */
  async take(span: Span): Promise<void> {
    for (const window of this.#packer.push(span)) await this.#hear(this.#complete(window));
  }

  /** The track has ended; resolves when its last window is under way. */
  async finish(): Promise<void> {
    for (const window of this.#packer.flush()) await this.#hear(this.#complete(window));
    this.#engine.settle();
    await this.#giveOut();
  }

  #complete(window: Omit<SpeechWindow, 'trackId'>): SpeechWindow {
    const lost = lostInPieces(this.#lost, window.pieces);
    return { ...window, trackId: this.#trackId, ...(lost.length > 0 && { lost }) };
  }

  async #hear(window: SpeechWindow): Promise<void> {
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
