import { Decoder } from '@evan/opus';
import { frameCount } from './packet-length.ts';

const BYTES_PER_SAMPLE = 2;
/** Of the first byte: configuration and channels, without the count of frames. */
const WITHOUT_COUNT = 0xfc;
const NOTHING = new Int16Array(0);

/** libopus for one voice. */
export class VoiceDecoder {
  /** Straight to the rate that the transcriber reads: no resampler, and a better sound than one (measured). */
  readonly #decoder = new Decoder({ sample_rate: 16_000, channels: 1 });
  /** The last packet that was sound. */
  #last: Uint8Array | null = null;

  /** Null when it is no Opus. */
  decode(packet: Uint8Array): Int16Array | null {
    try {
      const samples = this.#samplesOf(packet);
      this.#last = packet;
      return samples;
    } catch {
      return null;
    }
  }

  /**
   * What libopus makes up for a packet that is missing: it goes on as the voice did and has faded to nothing after five frames of 20 ms (measured). A frame
   * without data says that there is none (RFC 6716 §3.2.1); the binding has no other way to say so, and none to the copy that the next packet may hold (FEC).
   */
  conceal(): Int16Array {
    const last = this.#last;
    if (last === null) return NOTHING;
    const empty = Uint8Array.of((last[0] ?? 0) & WITHOUT_COUNT);
    return joinSamples(Array.from({ length: frameCount(last) }, () => this.#samplesOf(empty)));
  }

  #samplesOf(packet: Uint8Array): Int16Array {
    const bytes = this.#decoder.decode(packet);
    return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / BYTES_PER_SAMPLE);
  }
}

export function joinSamples(pieces: readonly Int16Array[]): Int16Array {
  const joined = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
