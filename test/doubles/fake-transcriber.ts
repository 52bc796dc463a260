import { msOfSamples, samplesOfMs } from '../../src/domain/audio.ts';
import { MomError } from '../../src/errors.ts';
import type {
  TranscribedSegment,
  Transcriber,
  TranscriberCapabilities,
  TranscriberHealth,
  Transcription,
  TranscriptionRequest,
} from '../../src/ports/transcriber.ts';

/** What the double does with one call. */
export type TranscriberAnswer = (request: TranscriptionRequest) => Promise<Transcription>;

export interface SpokenFacts {
  readonly language?: string;
  readonly confidence?: number;
  readonly averageLogProbability?: number | null;
  readonly noSpeechProbability?: number | null;
}

/** One segment over the whole chunk, its words spread evenly; no segment for "". */
export const ok =
  (text: string, facts: SpokenFacts = {}): TranscriberAnswer =>
  async ({ pcm }) => ({
    language: facts.language ?? 'en',
    segments: text === '' ? [] : [toSegment(text, msOfSamples(pcm.length), facts)],
  });

/** The very answer. */
export const answer =
  (transcription: Transcription): TranscriberAnswer =>
  async () =>
    transcription;

export const timeout = (): TranscriberAnswer => failing(new MomError('stt_timeout', 'no answer in 20 s'));
export const crash = (): TranscriberAnswer => failing(new MomError('stt_crashed', 'it ended twice (SIGSEGV)'));
const failing = (error: unknown): TranscriberAnswer => {
  return async () => {
    throw error;
  };
};

/** Never answers; only an abort or the end frees the caller. */
export const silent = (): TranscriberAnswer => () => new Promise(() => undefined);

/** A Transcriber that answers as told: from a list, in order, or from a function. It throws when the list is used up. */
export class FakeTranscriber implements Transcriber {
  readonly capabilities: TranscriberCapabilities;
  readonly concurrency: number;
  /** Every call, in order. */
  readonly calls: TranscriptionRequest[] = [];
  readonly #script: readonly TranscriberAnswer[] | ((request: TranscriptionRequest) => TranscriberAnswer);
  readonly #end = new AbortController();
  #faults = 0;

  constructor(
    script: readonly TranscriberAnswer[] | ((request: TranscriptionRequest) => TranscriberAnswer),
    options: { readonly concurrency?: number; readonly capabilities?: Partial<TranscriberCapabilities> } = {},
  ) {
    this.#script = script;
    this.concurrency = options.concurrency ?? 1;
    this.capabilities = { ...everything, ...options.capabilities };
  }

  async transcribe(request: TranscriptionRequest, signal?: AbortSignal): Promise<Transcription> {
    signal?.throwIfAborted();
    this.#end.signal.throwIfAborted();
    if (request.pcm.length > samplesOfMs(this.capabilities.maxChunkMs))
      throw new MomError('stt_failed', 'the chunk is too long');
    this.calls.push(request);
    const next = typeof this.#script === 'function' ? this.#script(request) : this.#script[this.calls.length - 1];
    if (!next) throw new Error(`FakeTranscriber has no answer for call ${this.calls.length}`);
    return await Promise.race([aborted(signal), aborted(this.#end.signal), this.#counted(next(request))]);
  }

  health(): TranscriberHealth {
    return { description: 'a double', jobs: this.calls.length, restarts: 0, faults: this.#faults };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort(new MomError('aborted', 'the transcriber is closed'));
  }

  async #counted(result: Promise<Transcription>): Promise<Transcription> {
    try {
      return await result;
    } catch (error) {
      this.#faults += 1;
      throw error;
    }
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

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

function toSegment(text: string, durationMs: number, facts: SpokenFacts): TranscribedSegment {
  const confidence = facts.confidence ?? 0.9;
  const texts = text.split(' ');
  return {
    text,
    startMs: 0,
    endMs: durationMs,
    confidence,
    averageLogProbability:
      facts.averageLogProbability === undefined ? Math.log(confidence) : facts.averageLogProbability,
    noSpeechProbability: facts.noSpeechProbability ?? null,
    words: texts.map((word, index) => ({
      text: word,
      startMs: Math.floor((index * durationMs) / texts.length),
      endMs: Math.floor(((index + 1) * durationMs) / texts.length),
      confidence,
    })),
  };
}
