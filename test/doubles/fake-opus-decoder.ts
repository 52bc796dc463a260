import type { DecodedPackets, OpusDecoder, OpusVoice } from '../../src/ports/opus-decoder.ts';
import { ticksOfPacket } from '../../src/recording/timeline/opus-toc.ts';

/** Every packet sounds as loud as its second byte says, for as long as its first byte says; a first byte of 0xff is no Opus. */
export class FakeOpusDecoder implements OpusDecoder {
  /** Packets of each call. */
  readonly calls: number[] = [];
  voices = 0;

  voice(): OpusVoice {
    this.voices += 1;
    return { decode: (packets, signal) => this.#decode(packets, signal) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.calls.length = 0;
  }

  async #decode(packets: readonly Uint8Array[], signal?: AbortSignal): Promise<DecodedPackets> {
    signal?.throwIfAborted();
    this.calls.push(packets.length);
    const lengths = packets.map((packet) => (packet.length === 0 ? 0 : ticksOfPacket(packet) / 3));
    const pcm = Float32Array.from(
      packets.flatMap((packet, index) => new Array<number>(lengths[index] ?? 0).fill(levelOf(packet))),
    );
    return { pcm, lengths, damaged: packets.filter(([toc]) => toc === 0xff).length };
  }
}

export const levelOf = (packet: Uint8Array): number => (packet[0] === 0xff ? 0 : (packet[1] ?? 0) / 256);
