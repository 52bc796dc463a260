import type { Pcm } from '../../domain/audio.ts';
import { samplesOfMs } from '../../domain/audio.ts';
import type { Warning } from '../../domain/meeting.ts';
import { MomError } from '../../errors.ts';
import type { DecodedRecording, RecordingFormat } from '../../ports/recording-decoder.ts';
import type { DecodingChild } from './decoding-child.ts';
import { PcmBlocks } from './pcm-blocks.ts';
import { tooLong } from './too-long.ts';

export interface FfmpegRecordingOptions {
  readonly path: string;
  readonly format: RecordingFormat;
  readonly maxDurationMs: number;
}

/** A recording on its way through a decoding process. */
export class FfmpegRecording implements DecodedRecording {
  readonly format: RecordingFormat;
  readonly #child: DecodingChild;
  readonly #options: FfmpegRecordingOptions;
  readonly #warnings: Warning[] = [];
  #isRead = false;

  constructor(child: DecodingChild, options: FfmpegRecordingOptions) {
    this.#child = child;
    this.#options = options;
    this.format = options.format;
  }

  get warnings(): readonly Warning[] {
    return this.#warnings;
  }

  get blocks(): AsyncIterable<Pcm> {
    return { [Symbol.asyncIterator]: () => this.#open() };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#child[Symbol.asyncDispose]();
  }

  #open(): AsyncGenerator<Pcm> {
    if (this.#isRead) throw new MomError('internal', 'a recording can be read once', { file: this.#options.path });
    this.#isRead = true;
    return this.#read();
  }

  async *#read(): AsyncGenerator<Pcm> {
    const { path, maxDurationMs } = this.#options;
    const maxSamples = samplesOfMs(maxDurationMs);
    const blocks = new PcmBlocks();
    try {
      for await (const bytes of this.#child.read()) {
        yield* blocks.push(bytes);
        if (blocks.samples > maxSamples) throw tooLong(path, maxDurationMs);
      }
      const rest = blocks.rest();
      if (rest) yield rest;
      const { samples, warnings } = await this.#child.finish();
      if (samples !== blocks.samples)
        throw new MomError('decoder_crashed', `${samples - blocks.samples} samples were lost`, { file: path });
      this.#warnings.push(...warnings);
    } finally {
      await this.#child[Symbol.asyncDispose]();
    }
  }
}
