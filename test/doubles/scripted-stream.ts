import { msOfSamples, type Pcm } from '../../src/domain/audio.ts';
import { MomError } from '../../src/errors.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { StreamText, Transcription, TranscriptionStream } from '../../src/ports/transcriber.ts';
import type { ScriptedVoices } from './scripted-voices.ts';

/** How streams behave. Calls, feeds and finishes alike, are counted over all streams that share the script. */
export class StreamScript {
  readonly #options: StreamScriptOptions;
  #calls = 0;
  /** Calls that failed as told. */
  failures = 0;

  constructor(options: StreamScriptOptions = {}) {
    this.#options = options;
  }

  get isRefused(): boolean {
    return this.#options.isRefused ?? false;
  }

  /** Takes its time, or fails. Gives the number of letters that are held back though they could stand. */
  async next(clock: Clock, signal: AbortSignal | undefined): Promise<number> {
    const call = this.#calls++;
    await clock.delay(this.#options.costMs?.(call) ?? 50, signal);
    if (this.#options.fails?.(call)) {
      this.failures++;
      throw new MomError('stt_crashed', 'as told');
    }
    return this.#options.heldLetters?.(call) ?? 0;
  }
}

export interface StreamScriptOptions {
  readonly costMs?: (call: number) => number;
  readonly fails?: (call: number) => boolean;
  /** The model turns out not to stream. */
  readonly isRefused?: boolean;
  readonly heldLetters?: (call: number) => number;
}

interface Parts {
  readonly voices: ScriptedVoices;
  readonly clock: Clock;
  readonly script: StreamScript;
  readonly onEnd: () => void;
  readonly signal: AbortSignal | undefined;
}

/** A stream that understands ScriptedVoices. Words that have ended may stand, in letters as the script has it. */
export class ScriptedStream implements TranscriptionStream {
  readonly #parts: Parts;
  #pcm: Pcm = new Float32Array(0);
  #committed = '';
  #isOver = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async feed(pcm: Pcm): Promise<StreamText> {
    this.#checkOpen();
    const joined = new Float32Array(this.#pcm.length + pcm.length);
    joined.set(this.#pcm);
    joined.set(pcm, this.#pcm.length);
    this.#pcm = joined;
    const held = await this.#parts.script.next(this.#parts.clock, this.#parts.signal);
    const words = this.#parts.voices.hear(this.#pcm);
    const ended = words.filter(({ endMs }) => endMs < msOfSamples(this.#pcm.length) - 1).map(({ text }) => text);
    const stable = ended.join(' ');
    this.#committed = stable.slice(0, Math.max(this.#committed.length, stable.length - held));
    return { committed: this.#committed, tentative: words.map(({ text }) => text).join(' ') };
  }

  async finish(): Promise<Transcription> {
    this.#checkOpen();
    await this.#parts.script.next(this.#parts.clock, this.#parts.signal);
    this.#end();
    const words = this.#parts.voices.hear(this.#pcm);
    const text = words.map((word) => word.text).join(' ');
    if (text === '') return { language: 'en', segments: [] };
    const evidence = { confidence: 1, averageLogProbability: null, noSpeechProbability: null };
    return {
      language: 'en',
      segments: [{ text, startMs: 0, endMs: msOfSamples(this.#pcm.length), ...evidence, words }],
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end();
  }

  #checkOpen(): void {
    if (this.#isOver) throw new Error('the stream has ended');
  }

  #end(): void {
    if (!this.#isOver) this.#parts.onEnd();
    this.#isOver = true;
  }
}
