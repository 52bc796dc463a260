import { type Pcm, SAMPLE_RATE_HZ, samplesOfMs } from '../../src/domain/audio.ts';
import type { Warning } from '../../src/domain/meeting.ts';
import { MomError } from '../../src/errors.ts';
import type {
  DecodedRecording,
  DecodeOptions,
  RecordingDecoder,
  RecordingFormat,
} from '../../src/ports/recording-decoder.ts';

/** What the double makes of one file; an error is what decode() throws. */
export type ScriptedRecording = Sound | Error;

export interface Sound {
  readonly pcm: Pcm;
  readonly warnings?: readonly Warning[];
  readonly format?: Partial<RecordingFormat>;
  /** Time stamp of the first sample; what the options make of it comes before `pcm`. */
  readonly startMs?: number;
  /** Thrown in the middle of the stream, after `pcm`. */
  readonly failure?: Error;
}

export interface DecodeCall {
  readonly path: string;
  readonly options: DecodeOptions;
}

/** Silence of this length. */
export const silence = (ms: number): Sound => ({ pcm: new Float32Array(samplesOfMs(ms)) });

/** A RecordingDecoder that knows the files it is told; `'*'` stands for all others. It throws for a file that it was not told. */
export class ScriptedDecoder implements RecordingDecoder {
  /** Every call, in order. */
  readonly calls: DecodeCall[] = [];
  readonly #script: Readonly<Record<string, ScriptedRecording>>;
  readonly #open = new Set<ScriptedStream>();

  constructor(script: Readonly<Record<string, ScriptedRecording>>) {
    this.#script = script;
  }

  /** Recordings that were neither read to the end, broken off nor disposed. */
  get openCount(): number {
    return this.#open.size;
  }

  async decode(path: string, options: DecodeOptions): Promise<DecodedRecording> {
    options.signal?.throwIfAborted();
    this.calls.push({ path, options });
    const sound = this.#script[path] ?? this.#script['*'];
    if (!sound) throw new Error(`ScriptedDecoder was not told about ${path}`);
    if (sound instanceof Error) throw sound;
    const stream: ScriptedStream = new ScriptedStream(path, sound, options, () => this.#open.delete(stream));
    this.#open.add(stream);
    return stream;
  }
}

class ScriptedStream implements DecodedRecording {
  readonly format: RecordingFormat;
  readonly warnings: Warning[] = [];
  readonly #path: string;
  readonly #sound: Sound;
  readonly #options: DecodeOptions;
  readonly #onEnd: () => void;
  #isRead = false;
  #isEnded = false;

  constructor(path: string, sound: Sound, options: DecodeOptions, onEnd: () => void) {
    this.#path = path;
    this.#sound = sound;
    this.#options = options;
    this.#onEnd = onEnd;
    this.format = { ...plainWav, ...sound.format };
  }

  get blocks(): AsyncIterable<Pcm> {
    return {
      [Symbol.asyncIterator]: () => {
        if (this.#isRead) throw new MomError('internal', 'a recording can be read once', { file: this.#path });
        this.#isRead = true;
        return this.#read();
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnded = true;
    this.#onEnd();
  }

  async *#read(): AsyncGenerator<Pcm> {
    const { warnings = [], failure } = this.#sound;
    const pcm = withStart(this.#sound, this.#options);
    try {
      for (let from = 0; from < pcm.length; from += SAMPLE_RATE_HZ) {
        this.#check(from);
        yield pcm.slice(from, from + SAMPLE_RATE_HZ);
      }
      this.#check(pcm.length);
      if (failure) throw failure;
      this.warnings.push(...warnings);
    } finally {
      await this[Symbol.asyncDispose]();
    }
  }

  #check(samples: number): void {
    const { limits, signal } = this.#options;
    signal?.throwIfAborted();
    if (this.#isEnded) throw new MomError('aborted', 'the decoding was ended', { file: this.#path });
    if (samples > samplesOfMs(limits.maxDurationMs))
      throw new MomError('recording_too_long', 'the limit is shorter', { file: this.#path });
  }
}

/** A start beyond the limit is no time of a meeting. */
function withStart({ pcm, startMs = 0 }: Sound, { keepsStart, limits }: DecodeOptions): Pcm {
  if (!keepsStart || startMs === 0 || startMs > limits.maxDurationMs) return pcm;
  const whole = new Float32Array(samplesOfMs(startMs) + pcm.length);
  whole.set(pcm, samplesOfMs(startMs));
  return whole;
}

const plainWav: RecordingFormat = {
  container: 'WAV',
  codec: 'pcm_s16le',
  sampleRateHz: SAMPLE_RATE_HZ,
  channels: 1,
  declaredDurationMs: null,
};
