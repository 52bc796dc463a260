/** Energies are compared over about this long, so that the weights follow people and not single waves. */
const MEMORY_MS = 300;
const STEP_MS = 20;
/** Below this part of the loudest channel's energy (-10 dB) the sum counts as cancelled; above RESTORED it is whole again. */
const CANCELLED = 0.1;
const RESTORED = 0.4;
/** Another channel must have twice the energy before it replaces the one that is listened to. */
const LOUDER = 2;
/** Mean square of -90 dBFS (half a step of 16 bits): quieter stretches do not count as sound. */
const SOUND = 1e-9;
/** Bit of the low-frequency channel in FFmpeg's channel masks (AV_CHAN_LOW_FREQUENCY). */
const LOW_FREQUENCY_BIT = 3;

/**
 * Mixes the channels of one recording to mono. The mix is as loud as the loudest channel: equal channels give themselves, a silent
 * channel costs nothing, and channels in opposite phase, whose sum would be silence, are replaced by the loudest of them.
 */
export class Downmixer {
  readonly #channels: readonly number[];
  readonly #stepSamples: number;
  readonly #memorySamples: number;
  readonly #energies: Float64Array;
  readonly #weights: Float64Array;
  readonly #targets: Float64Array;
  #sumEnergy = 0;
  #hasHeard = false;
  #isCancelled = false;
  #chosen = 0;
  #soundSamples = 0;
  #cancelledSamples = 0;

  constructor(channelCount: number, sampleRateHz: number, channelMask = 0n) {
    const all = Array.from({ length: channelCount }, (_, channel) => channel);
    const rumble = channelCount > 2 ? lowFrequencyChannel(channelMask) : null;
    this.#channels = all.filter((channel) => channel !== rumble);
    this.#stepSamples = Math.max(1, Math.round((sampleRateHz * STEP_MS) / 1000));
    this.#memorySamples = (sampleRateHz * MEMORY_MS) / 1000;
    this.#energies = new Float64Array(this.#channels.length);
    this.#weights = new Float64Array(this.#channels.length).fill(1 / this.#channels.length);
    this.#targets = this.#weights.slice();
  }

  /** Whether a fifth or more of the sound would have vanished in a plain mix. */
  get hasCancelled(): boolean {
    return this.#cancelledSamples > this.#soundSamples / 5;
  }

  /** Mono of the next samples, one array a channel and all of one length; at most ±1 and never NaN. */
  mix(planes: readonly Float32Array[]): Float32Array {
    const used = this.#channels.map((channel) => planes[channel] ?? new Float32Array());
    const [first] = used;
    const mono = new Float32Array(first?.length ?? 0);
    if (used.length === 1 && first) return copySafely(first, mono);
    for (let from = 0; from < mono.length; from += this.#stepSamples)
      this.#mixStep(used, mono, from, Math.min(mono.length, from + this.#stepSamples));
    return copySafely(mono, mono);
  }

  #mixStep(planes: readonly Float32Array[], mono: Float32Array, from: number, to: number): void {
    this.#listen(planes, from, to);
    this.#aim(to - from);
    for (const [index, plane] of planes.entries()) this.#add(plane, index, mono, from, to);
    this.#weights.set(this.#targets);
  }

  #listen(planes: readonly Float32Array[], from: number, to: number): void {
    const kept = Math.exp((from - to) / this.#memorySamples);
    const sums = new Float64Array(to - from);
    for (const [index, plane] of planes.entries()) {
      let energy = 0;
      for (let at = from; at < to; at += 1) {
        const sample = finite(plane[at]);
        energy += sample * sample;
        sums[at - from] = (sums[at - from] ?? 0) + sample;
      }
      this.#energies[index] = (this.#energies[index] ?? 0) * kept + energy;
    }
    this.#sumEnergy = this.#sumEnergy * kept + sums.reduce((energy, sum) => energy + sum * sum, 0);
  }

  #aim(samples: number): void {
    const loudest = this.#energies.indexOf(Math.max(...this.#energies));
    const energy = this.#energies[loudest] ?? 0;
    if (energy < SOUND * this.#memorySamples) return;
    this.#isCancelled = this.#sumEnergy < energy * (this.#isCancelled ? RESTORED : CANCELLED);
    if (energy > LOUDER * (this.#energies[this.#chosen] ?? 0)) this.#chosen = loudest;
    this.#soundSamples += samples;
    if (this.#isCancelled) {
      this.#cancelledSamples += samples;
      this.#targets.fill(0)[this.#chosen] = 1;
    } else {
      const gain = Math.sqrt(energy / this.#sumEnergy);
      this.#targets.fill(Math.min(1, Math.max(1 / this.#targets.length, gain)));
    }
    if (!this.#hasHeard) this.#weights.set(this.#targets);
    this.#hasHeard = true;
  }

  /** Weights slide to their targets within the step: a jump would click. */
  #add(plane: Float32Array, index: number, mono: Float32Array, from: number, to: number): void {
    let weight = this.#weights[index] ?? 0;
    const slope = ((this.#targets[index] ?? 0) - weight) / (to - from);
    for (let at = from; at < to; at += 1) {
      weight += slope;
      mono[at] = (mono[at] ?? 0) + weight * finite(plane[at]);
    }
  }
}

const finite = (sample: number | undefined): number => (sample !== undefined && Number.isFinite(sample) ? sample : 0);

/** Float files may hold anything; models answer NaN with garbage. */
function copySafely(from: Float32Array, to: Float32Array): Float32Array {
  for (let at = 0; at < from.length; at += 1) to[at] = Math.max(-1, Math.min(1, finite(from[at])));
  return to;
}

function lowFrequencyChannel(mask: bigint): number | null {
  if (((mask >> BigInt(LOW_FREQUENCY_BIT)) & 1n) === 0n) return null;
  return [0n, 1n, 2n].filter((bit) => ((mask >> bit) & 1n) === 1n).length;
}
