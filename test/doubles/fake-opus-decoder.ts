import type { DecodedPackets, OpusDecoder, OpusVoice } from '../../src/ports/opus-decoder.ts';
import { ticksOfPacket } from '../../src/recording/timeline/opus-toc.ts';

interface HeardPacket {
  readonly length: number;
  readonly level: number;
}

/** Every packet sounds as loud as its second byte says, for as long as its first byte says, a lost one half as loud as the one before; a first byte of 0xff is no Opus. */
export class FakeOpusDecoder implements OpusDecoder {
  /** Packets of each call. */
  readonly calls: number[] = [];
  voices = 0;

  voice(): OpusVoice {
    this.voices += 1;
    let last: Uint8Array = new Uint8Array(0);
    const hear = (packet: Uint8Array | null): HeardPacket => {
      const sounding = packet ?? last;
      last = sounding;
      const length = sounding.length === 0 ? 0 : ticksOfPacket(sounding) / 3;
      return { length, level: levelOf(sounding) / (packet === null ? 2 : 1) };
    };
    return { decode: (packets, signal) => this.#decode(packets, hear, signal) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.calls.length = 0;
  }

  async #decode(
    packets: readonly (Uint8Array | null)[],
    hear: (packet: Uint8Array | null) => HeardPacket,
    signal?: AbortSignal,
  ): Promise<DecodedPackets> {
    signal?.throwIfAborted();
    this.calls.push(packets.length);
    const sounds = packets.map(hear);
    const pcm = Float32Array.from(sounds.flatMap(({ length, level }) => new Array<number>(length).fill(level)));
    const damaged = packets.flatMap((packet, place) => (packet?.[0] === 0xff ? [place] : []));
    return { pcm, lengths: sounds.map(({ length }) => length), damaged };
  }
}

export const levelOf = (packet: Uint8Array): number => (packet[0] === 0xff ? 0 : (packet[1] ?? 0) / 256);
