import { Decoder } from '@evan/opus';
import type { OpusReply, OpusRequest } from './opus-messages.ts';
import { declaredSamples } from './packet-length.ts';

/** 18 KB each; whose turn was longest ago gives way, and sounds a little rough for a packet when it comes back. */
const MAX_DECODERS = 256;
const BYTES_PER_SAMPLE = 2;

/** Straight to the rate that the transcriber reads: no resampler, and a better sound than one (measured). */
const newDecoder = (): Decoder => new Decoder({ sample_rate: 16_000, channels: 1 });

/** The decoders of all voices; each remembers what its voice said last. */
export class DecoderShelf {
  readonly #decoders = new Map<number, Decoder>();

  decode({ voice, packets }: OpusRequest): OpusReply {
    const decoder = this.#take(voice);
    const lengths: number[] = [];
    const pieces: Int16Array[] = [];
    let damaged = 0;
    for (const packet of packets) {
      const samples = packet.length === 0 ? new Int16Array(0) : decodeOne(decoder, packet);
      if (samples) pieces.push(samples);
      else damaged += 1;
      if (!samples) pieces.push(new Int16Array(declaredSamples(packet)));
      lengths.push(pieces.at(-1)?.length ?? 0);
    }
    return { samples: join(pieces), lengths, damaged };
  }

  #take(voice: number): Decoder {
    const decoder = this.#decoders.get(voice) ?? newDecoder();
    this.#decoders.delete(voice);
    this.#decoders.set(voice, decoder);
    const [oldest] = this.#decoders.keys();
    if (this.#decoders.size > MAX_DECODERS && oldest !== undefined) this.#decoders.delete(oldest);
    return decoder;
  }
}

/** Null when it is no Opus. */
function decodeOne(decoder: Decoder, packet: Uint8Array): Int16Array | null {
  try {
    const bytes = decoder.decode(packet);
    return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / BYTES_PER_SAMPLE);
  } catch {
    return null;
  }
}

function join(pieces: readonly Int16Array[]): Int16Array {
  const joined = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
