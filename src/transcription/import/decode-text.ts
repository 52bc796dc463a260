const UTF_16_MARKS = [
  { encoding: 'utf-16le', first: 0xff, second: 0xfe },
  { encoding: 'utf-16be', first: 0xfe, second: 0xff },
] as const;

/**
 * The text of a file whose encoding nobody tells: UTF-16 by its byte order mark, UTF-8 where the bytes are valid UTF-8, else
 * Windows-1252, which holds Latin-1 and can read any bytes. Never throws.
 */
export function decodeText(bytes: Uint8Array): string {
  const mark = UTF_16_MARKS.find(({ first, second }) => bytes[0] === first && bytes[1] === second);
  if (mark !== undefined) return new TextDecoder(mark.encoding).decode(bytes);
  return decodeUtf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The only failure there is: these bytes are no UTF-8.
    return null;
  }
}
