import { detectSpans, RECORDING_CHUNKS } from '../../audio/index.ts';
import type { VoiceCheck } from '../../diarization/index.ts';
import { msOfSamples, type Pcm, samplesOfMs } from '../../domain/audio.ts';
import type { LostSound } from '../../domain/lost-sound.ts';
import type { SpeechDetector } from '../../ports/voice-activity.ts';
import type { TrackVoice } from '../../transcription/index.ts';
import { TrackHearing } from '../track-hearing.ts';
import type { AheadWindows } from './ahead-windows.ts';

/** A span of speech is no longer than this with the silence that ends it: what begins it was taken so long ago at most. */
const LONGEST_SPAN_MS = 30_000;
/** Windows wait for the vote on their track's language; one with so little speech in so long holds up nobody. */
const LONGEST_WAIT_MS = 300_000;

/** One member's track on its way into windows while the call goes on. */
export class AheadTrack {
  readonly voice: TrackVoice;
  readonly #windows: AheadWindows;
  readonly #hearing: TrackHearing;
  readonly #voices: VoiceCheck | null;
  /** Samples taken so far. */
  #position = 0;

  /** `lost` is known up to the end of what was taken. */
  constructor(voice: TrackVoice, windows: AheadWindows, lost: readonly LostSound[], voices: VoiceCheck | null) {
    this.voice = voice;
    this.#windows = windows;
    this.#voices = voices;
    this.#hearing = new TrackHearing(voice.trackId, windows, lost);
  }

  /** Meeting time up to which everything that was said is transcribed. */
  get readMs(): number {
    const settledMs = this.#settledMs;
    const openMs = msOfSamples(this.#hearing.openSample ?? Number.POSITIVE_INFINITY);
    return openMs < settledMs - LONGEST_WAIT_MS ? settledMs : Math.min(openMs, settledMs);
  }

  /** Resolves when the sound ends. @throws what the engine and the speech detection throw; the signal's reason */
  async hear(blocks: AsyncIterable<Pcm>, detector: SpeechDetector): Promise<void> {
    const spans = detectSpans(this.#counted(blocks), detector, RECORDING_CHUNKS, this.#windows.signal);
    for await (const span of spans) {
      if (span.kind === 'speech') await this.#voices?.take(span.pcm);
      await this.#hearing.take(span);
    }
    // Its end is heard by the final pass, which knows all of it.
  }

  async *#counted(blocks: AsyncIterable<Pcm>): AsyncGenerator<Pcm> {
    for await (const block of blocks) {
      yield block;
      this.#position += block.length;
      await this.#hearing.settle(samplesOfMs(this.#settledMs));
    }
  }

  /** No span that is still to come begins before this. */
  get #settledMs(): number {
    return Math.max(0, msOfSamples(this.#position) - LONGEST_SPAN_MS);
  }
}
