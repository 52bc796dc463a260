import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SAMPLE_RATE_HZ } from '../../../src/domain/audio.ts';
import { createLog } from '../../../src/log.ts';
import type { DecodeOptions } from '../../../src/ports/recording-decoder.ts';
import { createFfmpegDecoder } from '../../../src/providers/media/index.ts';
import { amply, readAll } from '../../contract/recording-decoder.contract.ts';
import { hasShared, shared } from '../../shared.ts';
import { shifted, writeSilentOpus } from './ogg-file.ts';

const LATE_S = 60;
const BYTES_PER_S = SAMPLE_RATE_HZ * 4;
const EPOCH_S = 1_700_000_000;

const decoder = createFfmpegDecoder({ log: createLog('silent') });
const folder = mkdtempSync(join(tmpdir(), 'mom-late-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function decodeWith(path: string, options: Partial<DecodeOptions>) {
  const recording = await decoder.decode(path, { limits: amply, ...options });
  const blocks = await readAll(recording);
  const bytes = Buffer.concat(blocks.map((block) => Buffer.from(block.buffer, block.byteOffset, block.byteLength)));
  const lead = bytes.subarray(0, LATE_S * BYTES_PER_S);
  return {
    seconds: bytes.length / BYTES_PER_S,
    hash: hashOf(bytes),
    isLate: lead.every((byte) => byte === 0),
    lateHash: hashOf(bytes.subarray(lead.length)),
    declaredMs: recording.format.declaredDurationMs,
    warnings: recording.warnings,
  };
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe.skipIf(!hasShared)('a recording whose time stamps begin late', () => {
  const onTime = shared('data', 'formats', 'jfk.opus');
  const aLateOne = (seconds: number, cutAt?: number): string => {
    const path = join(folder, `${seconds}.opus`);
    writeFileSync(path, shifted(readFileSync(onTime), seconds).subarray(0, cutAt));
    return path;
  };

  it('is silent up to its start as a track of a meeting, and otherwise the same', async () => {
    const plain = await decodeWith(onTime, {});
    const track = await decodeWith(aLateOne(LATE_S), { keepsStart: true });
    expect(track.lateHash).toBe(plain.hash);
    const declaredMs = (plain.declaredMs ?? 0) + LATE_S * 1000;
    expect(track).toMatchObject({ isLate: true, seconds: LATE_S + 11, declaredMs, warnings: [] });
  });

  it('begins with its sound on its own, and nothing is missing', async () => {
    const plain = await decodeWith(onTime, {});
    expect(await decodeWith(aLateOne(LATE_S), {})).toEqual(plain);
    expect(plain.warnings).toEqual([]);
  });

  it.each([false, true])('tells that its end is cut off (as a track: %s)', async (keepsStart) => {
    const { warnings } = await decodeWith(aLateOne(LATE_S, 50_000), { keepsStart });
    expect(warnings.map(({ code }) => code)).toEqual(['recording_truncated']);
  });

  it('begins with its sound when no meeting starts that late', async () => {
    expect(await decodeWith(aLateOne(EPOCH_S), { keepsStart: true })).toEqual(await decodeWith(onTime, {}));
    const limits = { ...amply, maxDurationMs: (LATE_S - 1) * 1000 };
    expect((await decodeWith(aLateOne(LATE_S), { limits, keepsStart: true })).seconds).toBe(11);
  });

  it.each(['mp3', 'm4a', 'video.mp4', 'wav', 'webm', 'ogg'])(
    'is not what jfk.%s is, so it stays as it is',
    async (ending) => {
      const path = shared('data', 'formats', `jfk.${ending}`);
      const track = await decodeWith(path, { keepsStart: true });
      expect(track.isLate).toBe(false);
      expect(track).toEqual(await decodeWith(path, {}));
    },
  );
});

describe('a track that starts late and lasts too long', () => {
  it('is refused before it is decoded, like any other', async () => {
    const path = join(folder, 'long.opus');
    writeSilentOpus(path, 20, 50);
    const limits = { ...amply, maxDurationMs: 60_000 };
    await expect(decodeWith(path, { limits, keepsStart: true })).rejects.toMatchObject({ code: 'recording_too_long' });
    expect((await decodeWith(path, { limits })).seconds).toBe(20);
  });
});
