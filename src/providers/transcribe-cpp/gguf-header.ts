/** GGUF version 3 (ggml docs/gguf.md): magic, u32 version, u64 tensors, u64 entries, then entries of key, type, value. */
const FIRST_ENTRY = 24;
const ENTRIES_AT = 16;
const STRING_TYPE = 8;
const ARRAY_TYPE = 9;
const ARCHITECTURE_KEY = 'general.architecture';
/** Bytes of the fixed-size types by their number: u8 i8 u16 i16 u32 i32 f32 bool, …, u64 i64 f64. */
const SIZES: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };

/** The value of general.architecture ("whisper", "parakeet", …), or null when the given part of the file does not tell. */
export function architectureIn(head: Buffer): string | null {
  try {
    return findArchitecture(head);
  } catch (error) {
    if (error instanceof RangeError) return null; // it stands beyond the part that was read
    throw error;
  }
}

function findArchitecture(head: Buffer): string | null {
  const entries = Number(head.readBigUInt64LE(ENTRIES_AT));
  let at = FIRST_ENTRY;
  for (let entry = 0; entry < entries; entry++) {
    const key = readString(head, at);
    const type = head.readUInt32LE(key.end);
    const valueAt = key.end + 4;
    if (key.text === ARCHITECTURE_KEY && type === STRING_TYPE) return readString(head, valueAt).text;
    at = endOfValue(head, type, valueAt);
  }
  return null;
}

function endOfValue(head: Buffer, type: number, at: number): number {
  if (type === STRING_TYPE) return readString(head, at).end;
  if (type !== ARRAY_TYPE) return at + sizeOf(type);
  const itemType = head.readUInt32LE(at);
  const count = Number(head.readBigUInt64LE(at + 4));
  let end = at + 12;
  if (itemType !== STRING_TYPE) return end + count * sizeOf(itemType);
  for (let item = 0; item < count; item++) end = readString(head, end).end;
  return end;
}

function sizeOf(type: number): number {
  const size = SIZES[type];
  if (size === undefined) throw new RangeError(`GGUF has no type ${type}`);
  return size;
}

function readString(head: Buffer, at: number): { readonly text: string; readonly end: number } {
  const length = Number(head.readBigUInt64LE(at));
  const end = at + 8 + length;
  if (end > head.length) throw new RangeError('the string ends beyond what was read');
  return { text: head.toString('utf8', at + 8, end), end };
}
