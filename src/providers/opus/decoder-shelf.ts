import type { OpusReply, OpusRequest } from './opus-messages.ts';
import { declaredSamples } from './packet-length.ts';
import { joinSamples, VoiceDecoder } from './voice-decoder.ts';

/** 18 KB each; whose turn was longest ago gives way, and sounds a little rough for a packet when it comes back. */
const MAX_DECODERS = 256;

/** The decoders of all voices; each remembers what its voice said last. */
export class DecoderShelf {
  readonly #decoders = new Map<number, VoiceDecoder>();

  decode({ voice, packets }: OpusRequest): OpusReply {
    const decoder = this.#take(voice);
    const pieces: Int16Array[] = [];
    const damaged: number[] = [];
    for (const [place, packet] of packets.entries()) {
      const samples = soundOf(packet, decoder);
      if (!samples) damaged.push(place);
      pieces.push(samples ?? new Int16Array(declaredSamples(packet ?? EMPTY)));
    }
    return { samples: joinSamples(pieces), lengths: pieces.map(({ length }) => length), damaged };
  }

  #take(voice: number): VoiceDecoder {
    const decoder = this.#decoders.get(voice) ?? new VoiceDecoder();
    this.#decoders.delete(voice);
    this.#decoders.set(voice, decoder);
    const [oldest] = this.#decoders.keys();
    if (this.#decoders.size > MAX_DECODERS && oldest !== undefined) this.#decoders.delete(oldest);
    return decoder;
  }
}

const EMPTY = new Uint8Array(0);

/** Null when it is no Opus. */
function soundOf(packet: Uint8Array | null, decoder: VoiceDecoder): Int16Array | null {
  if (packet === null) return decoder.conceal();
  return packet.length === 0 ? new Int16Array(0) : decoder.decode(packet);
}
