import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findRepair } from '../../../src/providers/media/find-repair.ts';
import { hasShared, shared } from '../../shared.ts';
import { wavHeader } from './wav-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'mom-repair-'));
afterAll(() => rmSync(folder, { recursive: true }));

function aFile(bytes: Buffer): string {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  return path;
}

describe('findRepair in WAV', () => {
  const samples = Buffer.alloc(8_000);

  it('leaves a sound header alone', () => {
    const file = aFile(Buffer.concat([wavHeader(samples.length, 2, 44_100), samples]));
    expect(findRepair(file)).toEqual({ patches: [], warnings: [], endsAbruptly: false });
  });

  it('works a missing sample rate out', () => {
    const header = wavHeader(samples.length, 2, 44_100);
    header.writeUInt32LE(0, 24);
    const { patches, warnings } = findRepair(aFile(Buffer.concat([header, samples])));
    expect(patches.map(({ from }) => from)).toEqual([24]);
    expect(patches[0]?.bytes.readUInt32LE()).toBe(44_100);
    expect(warnings[0]?.text).toContain('44100 Hz');
  });

  it('says that a bare header has no sound', () => {
    expect(() => findRepair(aFile(wavHeader(0, 1, 16_000).subarray(0, 30)))).toThrow('header');
  });
});

describe.skipIf(!hasShared)('findRepair in Ogg', () => {
  const whole = hasShared ? readFileSync(shared('data', 'formats', 'jfk.opus')) : Buffer.alloc(0);

  it('finds nothing in a sound file', () => {
    expect(findRepair(aFile(whole))).toEqual({ patches: [], warnings: [], endsAbruptly: false });
  });

  it('sees the missing end', () => {
    expect(findRepair(aFile(whole.subarray(0, 50_000))).endsAbruptly).toBe(true);
  });

  it('gives a page with a flipped bit the checksum that fits', () => {
    const damaged = Buffer.from(whole);
    damaged[20_000] = damaged[20_000]! ^ 0x10;
    const { patches, warnings } = findRepair(aFile(damaged));
    expect(patches).toHaveLength(1);
    expect(warnings).toEqual([{ code: 'recording_damaged', text: expect.stringContaining('1 place;') }]);
    for (const { from, bytes } of patches) bytes.copy(damaged, from);
    expect(findRepair(aFile(damaged)).patches).toEqual([]);
  });

  it('goes on behind a page whose sizes are damaged', () => {
    const damaged = Buffer.from(whole);
    const secondSoundPage = damaged.indexOf('OggS', 138);
    damaged[secondSoundPage + 26] = 1; // its count of segments
    damaged[40_000] = damaged[40_000]! ^ 0x10; // on a later page
    const { patches, endsAbruptly } = findRepair(aFile(damaged));
    expect(patches.length).toBeGreaterThan(0);
    expect(endsAbruptly).toBe(false);
  });
});
