import type { Pcm } from '../domain/audio.ts';
import { ActiveWindows } from './active-windows.ts';
import { VoiceTally } from './voice-tally.ts';
import { windowWeight } from './window-weight.ts';

export interface VoiceCheckOptions {
  /** Tells the voices of one window apart, see SpeakerSegmenter. */
  readonly segment: (window: Pcm) => Promise<readonly Uint8Array[]>;
  /** Several people were heard, beyond doubt; once at most. */
  readonly onSeveral?: () => void;
  /** Windows can't be heard; once at most, and nobody listens any more after it. */
  readonly onFault: (error: unknown) => void;
}

/** Less than 10 MB of a track, as no stretch is longer than half a minute. */
const MOST_STRETCHES = 4;

/** Listens whether the track of one member holds several voices, as that of a meeting room does. */
export class VoiceCheck {
  readonly #options: VoiceCheckOptions;
  readonly #windows = new ActiveWindows();
  readonly #tally = new VoiceTally();
  #windowCount = 0;
  /** Nothing more is to be learnt. */
  #isOver = false;
  #work: Promise<void> = Promise.resolve();
  /** Stretches that wait or are being heard; the oldest first. */
  readonly #stretches: Promise<void>[] = [];

  constructor(options: VoiceCheckOptions) {
    this.#options = options;
  }

  /** Takes the next speech of the track. Resolves when there is room for more, so that whoever reads the track seldom waits. Never throws. */
  async take(speech: Pcm): Promise<void> {
    if (this.#isOver) return;
    this.#work = this.#work.then(() => this.#hear(speech));
    this.#stretches.push(this.#work);
    if (this.#stretches.length > MOST_STRETCHES) await this.#stretches.shift();
  }

  /** Resolves when everything was heard: whether there are several voices. True where `onSeveral` was called. */
  async finish(): Promise<boolean> {
    await this.#work;
    return this.#tally.hasSeveral;
  }

  async #hear(speech: Pcm): Promise<void> {
    if (this.#isOver) return;
    for (const window of this.#windows.push(speech)) {
      const weight = windowWeight(this.#windowCount++);
      if (weight > 0) await this.#listen(window, weight);
      if (this.#isOver) return;
    }
  }

  async #listen(window: Pcm, weight: number): Promise<void> {
    try {
      this.#tally.add(await this.#options.segment(window), weight);
      if (!this.#tally.isSure) return;
      this.#isOver = true;
      this.#options.onSeveral?.();
    } catch (error: unknown) {
      this.#isOver = true;
      this.#options.onFault(error);
    }
  }
}
