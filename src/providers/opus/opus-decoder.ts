import { ChildPool } from '../../child/index.ts';
import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DecodedPackets, OpusDecoder, OpusVoice } from '../../ports/opus-decoder.ts';
import type { OpusReply, OpusRequest } from './opus-messages.ts';
import { declaredSamples } from './packet-length.ts';

export interface OpusDecoderOptions {
  readonly clock: Clock;
  readonly log: Logger;
  /** What is forked in place of the real child, for tests. */
  readonly module?: URL;
}

const IDLE_MS = 120_000;
const START_TIMEOUT_MS = 60_000;
/** A minute of voice takes a tenth of a second; this is for a host that is busy with everything else. */
const JOB_TIMEOUT_MS = 60_000;
const GRACE_MS = 2_000;
const QUEUE_LIMIT = 64;
/** A minute of voice: 2 MB on the way back. */
const PACKETS_PER_JOB = 3_000;
/** 20 ms, good on any host. */
const SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);
const FULL_SCALE = 32_768;

/** libopus in one child process for all voices; started with the first packet. */
export function createOpusDecoder(options: OpusDecoderOptions): OpusDecoder {
  return new ChildOpusDecoder(options);
}

class ChildOpusDecoder implements OpusDecoder {
  readonly #pool: ChildPool<null, OpusRequest, OpusReply>;
  readonly #log: Logger;
  #voices = 0;

  constructor({ clock, log, module = new URL('./opus-child.ts', import.meta.url) }: OpusDecoderOptions) {
    this.#log = log;
    this.#pool = new ChildPool({
      name: 'Opus',
      module,
      prepare: async () => null,
      env: {},
      workers: 1, // a voice's state lives in the child
      queueLimit: QUEUE_LIMIT,
      startTimeoutMs: START_TIMEOUT_MS,
      jobTimeoutMs: JOB_TIMEOUT_MS,
      idleMs: IDLE_MS,
      graceMs: GRACE_MS,
      failureCodes: { crashed: 'child_crashed', timedOut: 'child_crashed', failed: 'opus_failed' },
      clock,
      log,
    });
  }

  voice(): OpusVoice {
    this.#voices += 1;
    const voice = this.#voices;
    return { decode: (packets, signal) => this.#decode(voice, packets, signal) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
  }

  async #decode(voice: number, packets: OpusRequest['packets'], signal?: AbortSignal): Promise<DecodedPackets> {
    const replies: OpusReply[] = [];
    for (let at = 0; at < packets.length; at += PACKETS_PER_JOB)
      replies.push(await this.#ask({ voice, packets: packets.slice(at, at + PACKETS_PER_JOB) }, signal));
    return {
      pcm: toPcm(replies.map(({ samples }) => samples)),
      lengths: replies.flatMap(({ lengths }) => lengths),
      damaged: replies.flatMap(({ damaged }, job) => damaged.map((place) => job * PACKETS_PER_JOB + place)),
    };
  }

  /** That the engine lives, so that it was the packets and not the host. */
  async #prove(death: MomError, signal?: AbortSignal): Promise<void> {
    try {
      await this.#pool.run({ voice: 0, packets: [SILENCE] }, signal);
    } catch {
      signal?.throwIfAborted();
      throw new MomError('opus_failed', death.message, { cause: death });
    }
  }

  /** Packets that kill the engine, twice, are worth no more than their time. */
  async #ask(request: OpusRequest, signal?: AbortSignal): Promise<OpusReply> {
    try {
      return await this.#pool.run(request, signal);
    } catch (error: unknown) {
      if (!(error instanceof MomError) || error.code !== 'child_crashed') throw error;
      await this.#prove(error, signal);
      this.#log.error({ err: error, packets: request.packets.length }, 'packets broke the Opus decoder');
      return silenceOf(request.packets);
    }
  }
}

function silenceOf(packets: OpusRequest['packets']): OpusReply {
  let lastSamples = 0;
  const lengths = packets.map((packet) => {
    lastSamples = packet === null ? lastSamples : declaredSamples(packet);
    return lastSamples;
  });
  const samples = new Int16Array(lengths.reduce((sum, length) => sum + length, 0));
  const damaged = packets.flatMap((packet, place) => (packet !== null && packet.length > 0 ? [place] : []));
  return { samples, lengths, damaged };
}

function toPcm(pieces: readonly Int16Array[]): Float32Array {
  const pcm = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) for (const sample of piece) pcm[at++] = sample / FULL_SCALE;
  return pcm;
}
