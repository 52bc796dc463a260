import { setImmediate as nextTurn } from 'node:timers/promises';
import { AV_NOPTS_VALUE, AV_PKT_FLAG_CORRUPT, AVERROR_EOF } from 'node-av/constants';
import { FFmpegError, Frame, Packet, PosixError } from 'node-av/lib';
import { SAMPLE_RATE_HZ } from '../../domain/audio.ts';
import type { OpenRecording } from './demuxer.ts';
import { Resampler } from './resampler.ts';
import { Timeline } from './timeline.ts';

const AVERROR_EAGAIN = FFmpegError.AVERROR(PosixError.EAGAIN);
/** Node frees the views on FFmpeg's memory only between turns of the event loop: without them the memory grows with the file. */
const TURN_PACKETS = 64;
/** Silence is written in pieces of one second. */
const SILENCE = new Float32Array(SAMPLE_RATE_HZ);

export interface DecodeOutput {
  /** Takes the next mono 16 kHz samples; returns when there is room for more. */
  write(samples: Float32Array): void;
  /** Called with every packet: the decoder is alive. */
  beat(): void;
}

/** What a finished run found. */
export interface DecodeTally {
  readonly samples: number;
  readonly lostPackets: number;
  readonly endsAbruptly: boolean;
  readonly filledS: number;
  readonly hasCancelled: boolean;
}

/** Decodes one open recording from its beginning to its end. Damaged packets are counted and skipped. */
export class DecodeRun {
  readonly #recording: OpenRecording;
  readonly #output: DecodeOutput;
  readonly #timeline: Timeline;
  readonly #frame = new Frame();
  readonly #tickS: number;
  #leadS: number;
  #resampler: Resampler | null = null;
  #samples = 0;
  #badPackets = 0;
  #isLastBad = false;
  #hasCancelled = false;

  constructor(recording: OpenRecording, output: DecodeOutput) {
    this.#recording = recording;
    this.#output = output;
    this.#timeline = new Timeline(recording.startS, recording.soundS);
    this.#leadS = recording.leadS;
    this.#tickS = recording.stream.timeBase.toDouble();
    this.#frame.alloc();
  }

  async run(): Promise<DecodeTally> {
    const end = await this.#readPackets();
    this.#recording.decoder.sendPacketSync(null);
    this.#receiveFrames();
    this.#retireResampler();
    const endsAbruptly = this.#isLastBad || end !== AVERROR_EOF;
    return {
      samples: this.#samples,
      lostPackets: this.#badPackets - (this.#isLastBad ? 1 : 0),
      endsAbruptly,
      filledS: this.#timeline.filledS,
      hasCancelled: this.#hasCancelled,
    };
  }

  /** Returns FFmpeg's reason for the end. */
  async #readPackets(): Promise<number> {
    const { input, stream, isPatched } = this.#recording;
    const packet = new Packet();
    packet.alloc();
    for (let count = 1; ; count += 1) {
      const result = isPatched ? await input.readFrame(packet) : input.readFrameSync(packet);
      if (result < 0) return result;
      this.#output.beat();
      if (count % TURN_PACKETS === 0) await nextTurn();
      if (packet.streamIndex === stream.index) this.#decode(packet);
      packet.unref();
    }
  }

  #decode(packet: Packet): void {
    const isSent = this.#recording.decoder.sendPacketSync(packet) >= 0;
    const isDecoded = this.#receiveFrames();
    this.#isLastBad = !isSent || !isDecoded || packet.hasFlags(AV_PKT_FLAG_CORRUPT);
    if (this.#isLastBad) this.#badPackets += 1;
  }

  /** False when the decoder found the packet damaged. */
  #receiveFrames(): boolean {
    for (;;) {
      const result = this.#recording.decoder.receiveFrameSync(this.#frame);
      if (result === AVERROR_EAGAIN || result === AVERROR_EOF) return true;
      if (result < 0) return false;
      this.#take(this.#frame);
      this.#frame.unref();
    }
  }

  #take(frame: Frame): void {
    if (frame.nbSamples <= 0 || frame.sampleRate <= 0 || frame.channels <= 0) return;
    const stamp = frame.bestEffortTimestamp;
    const stampS = stamp === AV_NOPTS_VALUE ? null : Number(stamp) * this.#tickS;
    this.#writeSilence(this.#takeLead() + this.#timeline.gapBefore(stampS, frame.nbSamples / frame.sampleRate));
    if (!this.#resampler?.fits(frame)) this.#retireResampler();
    this.#resampler ??= new Resampler(frame);
    this.#write(this.#resampler.resample(frame));
  }

  /** Silence before the first sound; a recording without any stays empty. */
  #takeLead(): number {
    const leadS = this.#leadS;
    this.#leadS = 0;
    return leadS;
  }

  #retireResampler(): void {
    if (!this.#resampler) return;
    this.#write(this.#resampler.flush());
    this.#hasCancelled ||= this.#resampler.hasCancelled;
    this.#resampler.close();
    this.#resampler = null;
  }

  #writeSilence(seconds: number): void {
    for (let left = Math.round(seconds * SAMPLE_RATE_HZ); left > 0; left -= SILENCE.length)
      this.#write(SILENCE.subarray(0, Math.min(left, SILENCE.length)));
  }

  #write(samples: Float32Array): void {
    this.#samples += samples.length;
    if (samples.length > 0) this.#output.write(samples);
  }
}
