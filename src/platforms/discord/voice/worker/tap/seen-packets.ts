import type { RtpHeader } from './rtp-packet.ts';

/** Remembered of each source: 5 s of talk. A packet that comes twice comes twice within that. */
const REMEMBERED = 256;
/** Sources at a time; the oldest is forgotten. */
const MAX_SOURCES = 512;

interface Seen {
  readonly sequences: Int32Array;
  readonly rtpTimes: Uint32Array;
}

/** Tells packets that came twice: end-to-end decryption would take the second for a forgery and count a failure. */
export class SeenPackets {
  readonly #sources = new Map<number, Seen>();

  /** True the first time. */
  isNew({ ssrc, sequence, rtpTime }: RtpHeader): boolean {
    const { sequences, rtpTimes } = this.#of(ssrc);
    const at = sequence % REMEMBERED;
    if (sequences[at] === sequence && rtpTimes[at] === rtpTime) return false;
    sequences[at] = sequence;
    rtpTimes[at] = rtpTime;
    return true;
  }

  #of(ssrc: number): Seen {
    const known = this.#sources.get(ssrc);
    if (known) return known;
    const [oldest] = this.#sources.keys();
    if (this.#sources.size === MAX_SOURCES && oldest !== undefined) this.#sources.delete(oldest);
    const seen = { sequences: new Int32Array(REMEMBERED).fill(-1), rtpTimes: new Uint32Array(REMEMBERED) };
    this.#sources.set(ssrc, seen);
    return seen;
  }
}
