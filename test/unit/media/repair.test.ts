import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FileReader } from '../../../src/providers/media/file-reader.ts';
import { findRepair } from '../../../src/providers/media/find-repair.ts';
import { repairOgg } from '../../../src/providers/media/ogg-pages.ts';
import { hasShared, shared } from '../../shared.ts';
import { oggPage } from './ogg-file.ts';
import { wavHeader } from './wav-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'mom-repair-'));
afterAll(() => rmSync(folder, { recursive: true }));

function aFile(bytes: Buffer): string {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  return path;
}

const repairOf = (path: string) => findRepair(path, () => undefined);

describe('findRepair in WAV', () => {
  const samples = Buffer.alloc(8_000);

  it('leaves a sound header alone', () => {
    const file = aFile(Buffer.concat([wavHeader(samples.length, 2, 44_100), samples]));
    expect(repairOf(file)).toEqual({ patches: [], warnings: [], endsAbruptly: false });
  });

  it('works a missing sample rate out', () => {
    const header = wavHeader(samples.length, 2, 44_100);
    header.writeUInt32LE(0, 24);
    const { patches, warnings } = repairOf(aFile(Buffer.concat([header, samples])));
    expect(patches.map(({ from }) => from)).toEqual([24]);
    expect(patches[0]?.bytes.readUInt32LE()).toBe(44_100);
    expect(warnings[0]?.text).toContain('44100 Hz');
  });

  it('says that a bare header has no sound', () => {
    expect(() => repairOf(aFile(wavHeader(0, 1, 16_000).subarray(0, 30)))).toThrow('header');
  });
});

describe.skipIf(!hasShared)('findRepair in Ogg', () => {
  const whole = hasShared ? readFileSync(shared('data', 'formats', 'jfk.opus')) : Buffer.alloc(0);

  it('finds nothing in a sound file', () => {
    expect(repairOf(aFile(whole))).toEqual({ patches: [], warnings: [], endsAbruptly: false });
  });

  it('sees the missing end', () => {
    expect(repairOf(aFile(whole.subarray(0, 50_000))).endsAbruptly).toBe(true);
  });

  it('gives a page with a flipped bit the checksum that fits', () => {
    const damaged = Buffer.from(whole);
    damaged[20_000] = damaged[20_000]! ^ 0x10;
    const { patches, warnings } = repairOf(aFile(damaged));
    expect(patches).toHaveLength(1);
    expect(warnings).toEqual([{ code: 'recording_damaged', text: expect.stringContaining('1 place;') }]);
    for (const { from, bytes } of patches) bytes.copy(damaged, from);
    expect(repairOf(aFile(damaged)).patches).toEqual([]);
  });

  it('goes on behind a page whose sizes are damaged', () => {
    const damaged = Buffer.from(whole);
    const secondSoundPage = damaged.indexOf('OggS', 138);
    damaged[secondSoundPage + 26] = 1; // its count of segments
    damaged[40_000] = damaged[40_000]! ^ 0x10; // on a later page
    const { patches, endsAbruptly } = repairOf(aFile(damaged));
    expect(patches.length).toBeGreaterThan(0);
    expect(endsAbruptly).toBe(false);
  });
});

describe('findRepair in Ogg of any size', () => {
  const PAGES = 40_000;
  const packets = Array<Buffer>(10).fill(Buffer.alloc(200));
  const first = oggPage(2, 0n, 0, packets);
  const middle = oggPage(0, 1n, 1, packets);
  const damaged = Buffer.from(middle).fill(1, 100, 101);
  const last = oggPage(4, 2n, 2, packets);
  /** About 80 MB. */
  const large = (page: Buffer, end: Buffer) => aFile(Buffer.concat([first, ...Array(PAGES).fill(page), end]));

  const repairWithin = (path: string, maxWorkBytes: number) => {
    using file = new FileReader(path);
    let beats = 0;
    const repair = repairOgg(file, () => (beats += 1), maxWorkBytes);
    return { ...repair, beats, megabytes: file.bytes / 1e6 };
  };

  it('shows that it is alive every two megabytes', () => {
    const { beats, megabytes, ...repair } = repairWithin(large(middle, last), 1e9);
    expect(repair).toEqual({ patches: [], warnings: [], endsAbruptly: false });
    expect(beats).toBeGreaterThan(megabytes / 2);
  });

  it('looks at the end only after too much work', () => {
    const { beats, endsAbruptly } = repairWithin(large(middle, last), 10e6);
    expect(beats).toBeLessThan(15);
    expect(endsAbruptly).toBe(false);
    expect(repairWithin(large(middle, middle), 10e6).endsAbruptly).toBe(true);
  });

  it('keeps few patches in memory, however damaged it is', () => {
    const { patches } = repairWithin(large(damaged, last), 1e9);
    expect(patches.length).toBeGreaterThan(3_000);
    expect(patches.length).toBeLessThan(4_000);
  });

  it.each([
    ['that never begin', 'OggS'],
    ['that never end', `OggS${'\0'.repeat(22)}\x02abc`],
  ])('is soon done with pages %s', (_, text) => {
    const path = aFile(Buffer.alloc(20e6, text, 'latin1'));
    const startedMs = performance.now();
    expect(repairOf(path)).toEqual({ patches: [], warnings: [], endsAbruptly: true });
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });
});
