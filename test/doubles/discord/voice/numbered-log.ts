const BOUND = 1000;

/** Messages with a sequence number, kept for a client that comes back (docs: "Buffered Resume"). */
export class NumberedLog {
  #messages: { readonly sequence: number; readonly bytes: string | Buffer }[] = [];
  #sequence = 0;

  json(op: number, data: unknown): string {
    this.#sequence += 1;
    return this.#keep(JSON.stringify({ op, d: data, seq: this.#sequence }));
  }

  /** u16 sequence, u8 op, payload */
  binary(op: number, payload: Buffer): Buffer {
    this.#sequence += 1;
    const head = Buffer.alloc(3);
    head.writeUInt16BE(this.#sequence & 0xffff);
    head.writeUInt8(op, 2);
    return this.#keep(Buffer.concat([head, payload]));
  }

  /** What a client has missed that has seen everything up to `acknowledged`. */
  after(acknowledged: number): readonly (string | Buffer)[] {
    return this.#messages.filter(({ sequence }) => sequence > acknowledged).map(({ bytes }) => bytes);
  }

  #keep<T extends string | Buffer>(bytes: T): T {
    this.#messages.push({ sequence: this.#sequence, bytes });
    if (this.#messages.length > BOUND) this.#messages.shift();
    return bytes;
  }
}
