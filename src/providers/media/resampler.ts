import { AV_CHANNEL_ORDER_NATIVE, AV_CHANNEL_ORDER_UNSPEC, AV_SAMPLE_FMT_FLTP } from 'node-av/constants';
import { FFmpegError, type Frame, SoftwareResampleContext } from 'node-av/lib';
import { SAMPLE_RATE_HZ } from '../../domain/audio.ts';
import { Downmixer } from './downmix.ts';

const MONO = { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n };
const FLOAT_BYTES = 4;

/** Turns frames of one sample format, rate and channel count into mono 16 kHz. */
export class Resampler {
  readonly #downmixer: Downmixer;
  readonly #toFloat: SoftwareResampleContext | null;
  readonly #toRate: SoftwareResampleContext | null;
  readonly #channels: number;
  readonly #key: string;

  constructor(frame: Frame) {
    this.#key = formatKey(frame);
    this.#channels = frame.channels;
    const layout = { nbChannels: frame.channels, order: AV_CHANNEL_ORDER_UNSPEC, mask: 0n };
    const isFloat = frame.format === AV_SAMPLE_FMT_FLTP;
    this.#toFloat = isFloat ? null : opened(layout, frame.sampleRate, layout, frame.format, frame.sampleRate);
    const isAtRate = frame.sampleRate === SAMPLE_RATE_HZ;
    this.#toRate = isAtRate ? null : opened(MONO, SAMPLE_RATE_HZ, MONO, AV_SAMPLE_FMT_FLTP, frame.sampleRate);
    const mask = frame.channelLayout.order === AV_CHANNEL_ORDER_NATIVE ? frame.channelLayout.mask : 0n;
    this.#downmixer = new Downmixer(frame.channels, frame.sampleRate, mask);
  }

  get hasCancelled(): boolean {
    return this.#downmixer.hasCancelled;
  }

  fits(frame: Frame): boolean {
    return formatKey(frame) === this.#key;
  }

  /** The samples of the frame as mono 16 kHz. */
  resample(frame: Frame): Float32Array {
    const mono = this.#downmixer.mix(this.#planes(frame));
    if (!this.#toRate) return mono;
    return this.#atRate(this.#toRate, Buffer.from(mono.buffer, mono.byteOffset, mono.byteLength), mono.length);
  }

  /** The last samples, which wait inside the filter for a future that does not come. */
  flush(): Float32Array {
    return this.#toRate ? this.#atRate(this.#toRate, null, 0) : new Float32Array();
  }

  close(): void {
    this.#toFloat?.free();
    this.#toRate?.free();
  }

  #planes(frame: Frame): readonly Float32Array[] {
    const data = frame.extendedData ?? [];
    if (!this.#toFloat) return data.slice(0, this.#channels).map((plane) => floats(plane, frame.nbSamples));
    const planes = Array.from({ length: this.#channels }, () => Buffer.alloc(frame.nbSamples * FLOAT_BYTES));
    const samples = check(this.#toFloat.convertSync(planes, frame.nbSamples, data, frame.nbSamples));
    return planes.map((plane) => floats(plane, samples));
  }

  #atRate(context: SoftwareResampleContext, input: Buffer | null, samples: number): Float32Array {
    const capacity = Math.max(1, context.getOutSamples(samples));
    const output = Buffer.alloc(capacity * FLOAT_BYTES);
    const resampled = check(context.convertSync([output], capacity, input && [input], samples));
    return limit(floats(output, resampled));
  }
}

type Layout = Frame['channelLayout'];

function opened(
  outLayout: Layout,
  outRateHz: number,
  inLayout: Layout,
  inFormat: Frame['format'],
  inRateHz: number,
): SoftwareResampleContext {
  const context = new SoftwareResampleContext();
  // An audio frame's format is a sample format; the type also covers pictures.
  const format = inFormat as Parameters<SoftwareResampleContext['allocSetOpts2']>[4];
  check(context.allocSetOpts2(outLayout, AV_SAMPLE_FMT_FLTP, outRateHz, inLayout, format, inRateHz));
  check(context.init());
  return context;
}

function check(result: number): number {
  FFmpegError.throwIfError(result, 'resample');
  return result;
}

/** The filter rings beyond full scale at hard edges. */
function limit(samples: Float32Array): Float32Array {
  for (const [at, sample] of samples.entries()) if (sample > 1 || sample < -1) samples[at] = Math.sign(sample);
  return samples;
}

const formatKey = (frame: Frame): string => `${frame.format}/${frame.sampleRate}/${frame.channels}`;

/** FFmpeg's planes and those of Buffer.alloc start on a float's boundary. */
const floats = (bytes: Buffer, samples: number): Float32Array =>
  new Float32Array(bytes.buffer, bytes.byteOffset, samples);
