import { msOfSamples, type Pcm } from '../../domain/audio.ts';
import type { LostSound } from '../../domain/lost-sound.ts';
import type { OpusVoice } from '../../ports/opus-decoder.ts';
import type { PlacedPacket } from '../timeline/placed-packet.ts';
import { lossBefore, type Neighbour, TICKS_PER_SAMPLE, toSamples } from './loss-before.ts';
import type { TrackPiece } from './track-piece.ts';

/** What is decoded next: a packet, or (null) one that is missing and made up. */
interface Part {
  readonly opus: Uint8Array | null;
  readonly startTick: number;
  readonly ticks: number;
}

/** The sound of one member, as far as it was decoded. */
export class MemberTrack {
  readonly #userId: string;
  readonly #voice: OpusVoice;
  #waiting: Part[] = [];
  /** Of what waits. */
  #lost: LostSound[] = [];
  #last: Neighbour | null = null;
  #endSample = 0;
  #damaged = 0;

  constructor(userId: string, voice: OpusVoice) {
    this.#userId = userId;
    this.#voice = voice;
  }

  get userId(): string {
    return this.#userId;
  }

  /** Packets that wait to be decoded, and losses that wait to be told. */
  get waiting(): number {
    return this.#waiting.length + this.#lost.length;
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
    const last = this.#last;
    this.#last = packet;
    const { concealed, lost } = lossBefore(packet, last);
    this.#lost.push(...lost);
    for (let index = 0; last && index < concealed; index++)
      this.#waiting.push({ opus: null, startTick: last.startTick + (index + 1) * last.ticks, ticks: last.ticks });
    if (!packet.isSilence) this.#waiting.push(packet);
  }

  /** The sound of what waits, one piece for each stretch without a hole; the first one tells what was lost in all of them. */
  async decode(signal?: AbortSignal): Promise<readonly TrackPiece[]> {
    const parts = this.#waiting;
    const lost = this.#lost;
    this.#waiting = [];
    this.#lost = [];
    const pieces = parts.length > 0 ? await this.#decode(parts, lost, signal) : [];
    if (lost.length === 0) return pieces;
    const [first = this.#emptyPiece(), ...rest] = pieces;
    return [{ ...first, lost: lost.sort((a, b) => a.startSample - b.startSample) }, ...rest];
  }

  /** Silence up to here; null when more than that is known already. */
  mark(sample: number): TrackPiece | null {
    if (sample <= this.#endSample) return null;
    this.#endSample = sample;
    return this.#emptyPiece();
  }

  /** Adds to `lost` what could not be decoded. */
  async #decode(parts: readonly Part[], lost: LostSound[], signal?: AbortSignal): Promise<readonly TrackPiece[]> {
    const { pcm, lengths, damaged } = await this.#voice.decode(
      parts.map(({ opus }) => opus),
      signal,
    );
    this.#damaged += damaged.length;
    for (const place of damaged) {
      const part = parts[place];
      if (part) lost.push(toSamples(part.startTick, part.ticks));
    }
    return this.#place(parts, pcm, lengths);
  }

  #emptyPiece(): TrackPiece {
    return { userId: this.#userId, startSample: this.#endSample, pcm: new Float32Array(0) };
  }

  #place(parts: readonly Part[], pcm: Pcm, lengths: readonly number[]): readonly TrackPiece[] {
    const runs: { startSample: number; from: number; to: number }[] = [];
    let at = 0;
    for (const [index, part] of parts.entries()) {
      const length = lengths[index] ?? 0;
      const wanted = Math.round(part.startTick / TICKS_PER_SAMPLE);
      // Where a sender's fast clock is put right some samples have no place.
      const cut = Math.min(length, Math.max(0, this.#endSample - wanted));
      const startSample = wanted + cut;
      const run = runs.at(-1);
      if (run?.to === at && cut === 0 && startSample === this.#endSample) run.to = at + length;
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
