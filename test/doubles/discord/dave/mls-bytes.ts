/** MLS presentation language (RFC 9420 §2.1), what the delivery service needs of it. */

export const u8 = (value: number): Buffer => Buffer.from([value]);

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

/** Length in 1, 2 or 4 bytes, told by the two upper bits (RFC 9420 §2.1.2), then the content. */
export const vector = (content: Uint8Array): Buffer => Buffer.concat([variableLength(content.length), content]);

function variableLength(value: number): Buffer {
  if (value < 0x40) return u8(value);
  return value < 0x4000 ? u16(value | 0x4000) : u32((value | 0x80000000) >>> 0);
}

/** Reads one message front to back. @throws RangeError at its end */
export class MlsReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get offset(): number {
    return this.#offset;
  }

  u8(): number {
    return this.#take(1).readUInt8();
  }

  u16(): number {
    return this.#take(2).readUInt16BE();
  }

  u32(): number {
    return this.#take(4).readUInt32BE();
  }

  u64(): bigint {
    return this.#take(8).readBigUInt64BE();
  }

  vector(): Buffer {
    return this.#take(this.#length());
  }

  skip(bytes: number): void {
    this.#take(bytes);
  }

  skipVectors(count: number): void {
    for (let index = 0; index < count; index += 1) this.vector();
  }

  #length(): number {
    const kind = (this.#bytes[this.#offset] ?? 0) >> 6;
    if (kind === 0) return this.u8();
    return kind === 1 ? this.u16() & 0x3fff : this.u32() & 0x3fffffff;
  }

  #take(count: number): Buffer {
    const end = this.#offset + count;
    if (end > this.#bytes.length) throw new RangeError(`MLS message ends after ${this.#bytes.length} bytes`);
    const taken = this.#bytes.subarray(this.#offset, end);
    this.#offset = end;
    return taken;
  }
}
