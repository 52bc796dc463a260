import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { createLog } from '../../../src/log.ts';
import { createFfmpegDecoder } from '../../../src/providers/media/index.ts';
import { createOpusDecoder } from '../../../src/providers/opus/index.ts';
import { exportOgg, exportWav } from '../../../src/recording/index.ts';
import { amply, readAll } from '../../contract/recording-decoder.contract.ts';
import { aFolder, aPacket, MAYA, writeJournal, ZERO_MS } from '../../fixtures/journal.ts';
import { cyclesOf, tonePackets } from '../../fixtures/tone-packets.ts';
import { readPcm } from '../../wav.ts';

const log = createLog('silent');
const opus = createOpusDecoder({ clock: systemClock, log });
afterAll(() => opus[Symbol.asyncDispose]());

/** A tone from second 3 to 4 and from 10.0035 to 12, with ten packets missing; silence packets behind each. */
async function aMeeting(): Promise<string> {
  const folder = aFolder();
  const tone = tonePackets(150);
  const quiet = Array.from({ length: 5 }, () => Uint8Array.of(0xf8, 0xff, 0xfe));
  const sent = [...tone.slice(0, 50), ...quiet, ...tone.slice(50), ...quiet];
  const packets = sent.map((sound, number) => {
    const startMs = number < 55 ? 3_000 + number * 20 : 10_003.5 + (number - 55) * 20;
    return aPacket(number, { opus: sound, arrivalMs: ZERO_MS + Math.ceil(startMs) });
  });
  await writeJournal(
    folder,
    packets.filter((_, number) => number < 80 || number >= 90),
  );
  return folder;
}

async function decoded(path: string): Promise<Float32Array> {
  const recording = await createFfmpegDecoder({ log }).decode(path, { limits: amply, keepsStart: true });
  const blocks = await readAll(recording);
  expect(recording.warnings).toEqual([]);
  return Float32Array.from(blocks.flatMap((block) => [...block]));
}

const isSilent = (pcm: Float32Array, fromMs: number, toMs: number): boolean =>
  pcm.subarray(fromMs * 16, toMs * 16).every((sample) => Math.abs(sample) < 0.01);
const pitch = (pcm: Float32Array, fromMs: number, toMs: number): number =>
  (cyclesOf(pcm.subarray(fromMs * 16, toMs * 16)) * 1_000) / (toMs - fromMs);

describe.each(['ogg', 'wav'] as const)('a track as %s', (format) => {
  const write = async (folder: string, path: string): Promise<void> =>
    format === 'ogg'
      ? await exportOgg(folder, path, { userId: MAYA, tags: { ARTIST: 'Maya "ö"' } })
      : await exportWav(folder, path, { userId: MAYA, opus });

  it('has every word in its place, by the decoder of the product', async () => {
    const path = join(aFolder(), `maya.${format}`);
    await write(await aMeeting(), path);
    const pcm = await decoded(path);
    expect(isSilent(pcm, 0, 2_990)).toBe(true);
    expect(pitch(pcm, 3_100, 3_900)).toBeCloseTo(440, -1);
    expect(isSilent(pcm, 4_050, 9_990)).toBe(true);
    expect(pitch(pcm, 10_100, 10_450)).toBeCloseTo(440, -1);
    expect(isSilent(pcm, 10_610, 10_690)).toBe(true);
    expect(pitch(pcm, 10_800, 11_900)).toBeCloseTo(440, -1);
    expect(Math.abs(pcm.length / 16 - 12_003)).toBeLessThan(150);
  });

  it('appears only when it is whole', async () => {
    const folder = aFolder();
    await expect(write(join(folder, 'none'), join(folder, 'x'))).rejects.toMatchObject({ code: 'recording_missing' });
    expect(readdirSync(folder)).toEqual([]);
    const journal = await aMeeting();
    await expect(write(journal, join(folder, 'no', 'folder'))).rejects.toMatchObject({ code: 'export_failed' });
    const stopped = exportOgg(journal, join(folder, 'y'), {
      userId: MAYA,
      signal: AbortSignal.abort(new Error('enough')),
    });
    await expect(stopped).rejects.toThrow('enough');
    expect(existsSync(join(folder, 'y')) || existsSync(join(folder, 'y.part'))).toBe(false);
  });
});

it('keeps the packets as they came', async () => {
  const path = join(aFolder(), 'maya.ogg');
  await exportOgg(await aMeeting(), path, { userId: MAYA });
  const bytes = readFileSync(path);
  for (const packet of tonePackets(150).slice(0, 50)) expect(bytes.includes(Buffer.from(packet))).toBe(true);
});

it('writes WAV files that plain readers read', async () => {
  const path = join(aFolder(), 'maya.wav');
  await exportWav(await aMeeting(), path, { userId: MAYA, opus });
  expect(readPcm(path).length).toBeGreaterThan(11_900 * 16);
});
