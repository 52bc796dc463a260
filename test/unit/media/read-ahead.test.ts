import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { FileReader } from '../../../src/providers/media/file-reader.ts';
import { ReadAhead } from '../../../src/providers/media/read-ahead.ts';

const folder = mkdtempSync(join(tmpdir(), 'mom-ahead-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('ReadAhead', () => {
  const bytes = Buffer.from(Uint32Array.from({ length: 600_000 }, (_, at) => at * 2_654_435_761).buffer);
  const path = join(folder, 'file');
  writeFileSync(path, bytes);

  it('gives what is in the file, wherever and in whatever order it is asked', () => {
    using file = new FileReader(path);
    const place = fc.record({ from: fc.nat(bytes.length + 10), length: fc.nat(70_000) });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 20 }), (places) => {
        const ahead = new ReadAhead(file, () => undefined);
        for (const { from, length } of places)
          expect(ahead.read(from, length).equals(bytes.subarray(from, from + length))).toBe(true);
      }),
    );
  });

  it('asks the system once a megabyte, and says so', () => {
    using file = new FileReader(path);
    let reads = 0;
    const ahead = new ReadAhead(file, () => {
      reads += 1;
    });
    for (let at = 0; at < bytes.length; at += 100) ahead.read(at, 100);
    expect(reads).toBe(3);
  });
});
