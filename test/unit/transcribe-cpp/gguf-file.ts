/** A value of a GGUF entry: text, a number (u32), or a list of texts. */
export type GgufValue = string | number | readonly string[];

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

const text = (value: string): Buffer => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);

function valueBytes(value: GgufValue): Buffer {
  if (typeof value === 'string') return Buffer.concat([u32(8), text(value)]);
  if (typeof value === 'number') return Buffer.concat([u32(4), u32(value)]);
  return Buffer.concat([u32(9), u32(8), u64(value.length), ...value.map(text)]);
}

/** The head of a GGUF file of version 3 with these entries and no tensor. */
export function ggufFile(entries: readonly (readonly [key: string, value: GgufValue])[]): Buffer {
  const head = [Buffer.from('GGUF'), u32(3), u64(0), u64(entries.length)];
  return Buffer.concat([...head, ...entries.flatMap(([key, value]) => [text(key), valueBytes(value)])]);
}
