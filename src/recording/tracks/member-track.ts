import { msOfSamples, type Pcm } from '../../domain/audio.ts';
import type { OpusVoice } from '../../ports/opus-decoder.ts';
import type { PlacedPacket } from '../timeline/placed-packet.ts';
import type { TrackPiece } from './track-piece.ts';

/** 48 kHz to 16 kHz. */
const TICKS_PER_SAMPLE = 3;

/** The sound of one member, as far as it was decoded. */
export class MemberTrack {
  readonly #userId: string;
  readonly #voice: OpusVoice;
  #waiting: PlacedPacket[] = [];
  #endSample = 0;
  #damaged = 0;

  constructor(userId: string, voice: OpusVoice) {
    this.#userId = userId;
    this.#voice = voice;
  }

  get userId(): string {
    return this.#userId;
  }

  /** Packets that wait to be decoded. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Packets that were no Opus. */
  get damaged(): number {
    return this.#damaged;
  }

  /** End of what is known, in ms since the meeting's zero. */
  get endMs(): number {
    return msOfSamples(this.#endSample);
  }

  add(packet: PlacedPacket): void {
    if (!packet.isSilence) this.#waiting.push(packet);
  }

  /** The sound of what waits, one piece for each stretch without a hole. */
  async decode(signal?: AbortSignal): Promise<readonly TrackPiece[]> {
    const packets = this.#waiting;
    this.#waiting = [];
    if (packets.length === 0) return [];
    const { pcm, lengths, damaged } = await this.#voice.decode(
      packets.map(({ opus }) => opus),
      signal,
    );
    this.#damaged += damaged;
    return this.#place(packets, pcm, lengths);
  }

  /** Silence up to here; null when more than that is known already. */
  mark(sample: number): TrackPiece | null {
    if (sample <= this.#endSample) return null;
    this.#endSample = sample;
    return { userId: this.#userId, startSample: sample, pcm: new Float32Array(0) };
  }

  #place(packets: readonly PlacedPacket[], pcm: Pcm, lengths: readonly number[]): readonly TrackPiece[] {
    const runs: { startSample: number; from: number; to: number }[] = [];
    let at = 0;
    for (const [index, packet] of packets.entries()) {
      const length = lengths[index] ?? 0;
      const wanted = Math.round(packet.startTick / TICKS_PER_SAMPLE);
      // Where a sender's fast clock is put right some samples have no place.
      const cut = Math.min(length, Math.max(0, this.#endSample - wanted));
      const startSample = wanted + cut;
      const run = runs.at(-1);
      if (run && cut === 0 && startSample === this.#endSample) run.to = at + length;
      else if (length > cut) runs.push({ startSample, from: at + cut, to: at + length });
      if (length > cut) this.#endSample = wanted + length;
      at += length;
    }
    return runs.map(({ startSample, from, to }) => ({
      userId: this.#userId,
      startSample,
      pcm: pcm.subarray(from, to),
    }));
  }
}
