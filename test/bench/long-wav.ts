import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

const HEADER_BYTES = 44;
const BYTES_PER_SECOND = 32_000; // 16 kHz, mono, 16 bit

/** A recording of any length, made of a short one again and again; never whole in memory. `source` has a plain 44-byte header or a longer one. */
export function writeLongWav(source: string, target: string, seconds: number): void {
  const bytes = readFileSync(source);
  const sound = bytes.subarray(bytes.indexOf('data', 12, 'latin1') + 8);
  const file = openSync(target, 'w');
  try {
    writeSync(file, header(bytes, seconds * BYTES_PER_SECOND));
    for (let left = seconds * BYTES_PER_SECOND; left > 0; left -= sound.length) {
      writeSync(file, sound.subarray(0, Math.min(sound.length, left)));
    }
  } finally {
    closeSync(file);
  }
}

function header(source: Buffer, dataBytes: number): Buffer {
  const copy = Buffer.alloc(HEADER_BYTES);
  source.copy(copy, 0, 0, 36);
  copy.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  copy.write('data', 36, 'latin1');
  copy.writeUInt32LE(dataBytes, 40);
  return copy;
}
