import { msOfSamples, type Pcm, samplesOfMs } from '../../src/domain/audio.ts';
import { MomError } from '../../src/errors.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type {
  TranscribedWord,
  Transcriber,
  TranscriberCapabilities,
  TranscriberHealth,
  Transcription,
  TranscriptionRequest,
  TranscriptionStream,
} from '../../src/ports/transcriber.ts';
import { type SpeechDetector, VAD_WINDOW_SAMPLES, type VoiceActivity } from '../../src/ports/voice-activity.ts';
import { ScriptedStream, type StreamScript } from './scripted-stream.ts';
import type { ScriptedVoices } from './scripted-voices.ts';

export interface ScriptedEngineOptions {
  readonly voices: ScriptedVoices;
  readonly clock: Clock;
  /** How long a chunk of this length takes, in ms. */
  readonly costMs: (audioMs: number, call: number) => number;
  readonly concurrency?: number;
  readonly wordTimes?: boolean;
  readonly maxChunkMs?: number;
  /** Whether this call fails. */
  readonly fails?: (pcm: Pcm) => boolean;
  /** By how much the times of a word are wrong, in ms. */
  readonly jitterMs?: (call: number, word: number) => number;
  /** How its streams behave; it has none unless told. */
  readonly streams?: StreamScript;
}

/** A Transcriber that understands ScriptedVoices, in the clock's time. It refuses more calls at once than it has workers. */
export class ScriptedEngine implements Transcriber {
  readonly capabilities: TranscriberCapabilities;
  readonly concurrency: number;
  readonly #options: ScriptedEngineOptions;
  #calls = 0;
  #faults = 0;
  #underWay = 0;
  #openStreams = 0;
  /** Longest chunk that it got, in ms. */
  longestMs = 0;

  constructor(options: ScriptedEngineOptions) {
    this.#options = options;
    this.concurrency = options.concurrency ?? 1;
    const wordTimes = options.wordTimes ?? true;
    const maxChunkMs = options.maxChunkMs ?? 30_000;
    this.capabilities = { ...everything, wordTimes, maxChunkMs, streaming: options.streams !== undefined };
  }

  async openStream(_: { readonly language: string | null }, signal?: AbortSignal): Promise<TranscriptionStream> {
    const { streams, voices, clock } = this.#options;
    if (!streams || streams.isRefused) throw new MomError('stt_no_stream', 'as told');
    if (this.#openStreams >= this.concurrency) throw new MomError('stt_busy', 'as many as workers');
    this.#openStreams++;
    const onEnd = (): void => {
      this.#openStreams--;
    };
    return new ScriptedStream({ voices, clock, script: streams, onEnd, signal });
  }

  /** Streams that nobody has ended. */
  get openStreams(): number {
    return this.#openStreams;
  }

  async transcribe({ pcm }: TranscriptionRequest, signal?: AbortSignal): Promise<Transcription> {
    if (this.#underWay >= this.concurrency) throw new Error('more calls than workers');
    if (pcm.length > samplesOfMs(this.capabilities.maxChunkMs)) throw new Error('the chunk is too long');
    const { clock, costMs, fails, voices } = this.#options;
    const call = this.#calls++;
    this.longestMs = Math.max(this.longestMs, msOfSamples(pcm.length));
    this.#underWay++;
    try {
      await clock.delay(costMs(msOfSamples(pcm.length), call), signal);
      if (fails?.(pcm)) throw new MomError('stt_crashed', 'as told');
      return this.#answer(voices.hear(pcm), call);
    } catch (error: unknown) {
      this.#faults++;
      throw error;
    } finally {
      this.#underWay--;
    }
  }

  health(): TranscriberHealth {
    return { description: 'a double', jobs: this.#calls, restarts: 0, faults: this.#faults };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.resolve(); // nothing was opened
  }

  #answer(words: readonly TranscribedWord[], call: number): Transcription {
    const [first] = words;
    if (!first) return { language: 'en', segments: [] };
    const wrong = (word: number): number => this.#options.jitterMs?.(call, word) ?? 0;
    const timed = words.map((word, index) => ({
      ...word,
      startMs: word.startMs + wrong(index),
      endMs: word.endMs + wrong(index),
    }));
    const segment = {
      text: words.map(({ text }) => text).join(' '),
      startMs: first.startMs,
      endMs: words.at(-1)?.endMs ?? 0,
      confidence: 0.9,
      averageLogProbability: -0.1,
      noSpeechProbability: null,
      words: this.capabilities.wordTimes ? timed : [],
    };
    return { language: 'en', segments: [segment] };
  }
}

/** Takes everything that is not silent for speech. */
export class SilenceIsNoSpeech implements VoiceActivity {
  detector(): SpeechDetector {
    return {
      probabilities: async (pcm, signal) => {
        signal?.throwIfAborted();
        return Float32Array.from({ length: pcm.length / VAD_WINDOW_SAMPLES }, (_, index) => {
          const window = pcm.subarray(index * VAD_WINDOW_SAMPLES, (index + 1) * VAD_WINDOW_SAMPLES);
          return window.some((sample) => sample !== 0) ? 1 : 0;
        });
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.resolve(); // nothing was opened
  }
}

const everything: TranscriberCapabilities = {
  wordTimes: true,
  tokenProbabilities: true,
  prompt: true,
  beam: true,
  translate: true,
  shortContext: true,
  maxChunkMs: 30_000,
  streaming: false,
};
