/** What became of a packet: sent as it was, twice, spoilt on the way, lost on the way, or never sent because nobody listened or no key was there. */
export const fates = ['sent', 'duplicated', 'corrupted', 'dropped', 'unheard'] as const;
export type PacketFate = (typeof fates)[number];

export interface SentPacket {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly opus: Buffer;
  readonly fate: PacketFate;
  /** Epoch ms of the real clock. */
  readonly atMs: number;
}

const COLUMNS = 5;

/** Everything one user sent, for comparison with what arrived; 28 bytes a packet, so that a ten-minute call of 25 fits. */
export class SentLog implements Iterable<SentPacket> {
  #rows = new Uint32Array(COLUMNS * 1024);
  #times = new Float64Array(1024);
  #length = 0;
  readonly #payloads: Buffer[] = [];
  readonly #payloadIndex = new Map<Buffer, number>();

  get length(): number {
    return this.#length;
  }

  add({ ssrc, sequence, timestamp, opus, fate, atMs }: SentPacket): void {
    if (this.#length === this.#times.length) this.#grow();
    const row = [ssrc, sequence, timestamp, this.#indexOf(opus), fates.indexOf(fate)];
    this.#rows.set(row, this.#length * COLUMNS);
    this.#times[this.#length] = atMs;
    this.#length += 1;
  }

  /** How many met this fate. */
  count(fate: PacketFate): number {
    const wanted = fates.indexOf(fate);
    let found = 0;
    for (let row = 0; row < this.#length; row += 1) if (this.#rows[row * COLUMNS + 4] === wanted) found += 1;
    return found;
  }

  /** Those that a perfect receiver has: sent whole, each once, in the order of sending. */
  get delivered(): readonly SentPacket[] {
    return [...this].filter(({ fate }) => fate === 'sent' || fate === 'duplicated');
  }

  *[Symbol.iterator](): Generator<SentPacket> {
    for (let row = 0; row < this.#length; row += 1) yield this.#at(row);
  }

  #at(row: number): SentPacket {
    const [ssrc = 0, sequence = 0, timestamp = 0, payload = 0, fate = 0] = this.#rows.subarray(row * COLUMNS);
    const opus = this.#payloads[payload] ?? Buffer.alloc(0);
    return { ssrc, sequence, timestamp, opus, fate: fates[fate] ?? 'sent', atMs: this.#times[row] ?? 0 };
  }

  #indexOf(opus: Buffer): number {
    const known = this.#payloadIndex.get(opus);
    if (known !== undefined) return known;
    this.#payloads.push(opus);
    this.#payloadIndex.set(opus, this.#payloads.length - 1);
    return this.#payloads.length - 1;
  }

  #grow(): void {
    const rows = new Uint32Array(this.#rows.length * 2);
    rows.set(this.#rows);
    this.#rows = rows;
    const times = new Float64Array(this.#times.length * 2);
    times.set(this.#times);
    this.#times = times;
  }
}
