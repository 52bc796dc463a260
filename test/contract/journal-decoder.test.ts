import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MomError } from '../../src/errors.ts';
import { createJournalDecoder, eraseUser, writeTrackFile } from '../../src/recording/index.ts';
import { FakeOpusDecoder, levelOf } from '../doubles/fake-opus-decoder.ts';
import { ScriptedDecoder, silence } from '../doubles/scripted-decoder.ts';
import { aFolder, aPacket, KEY, LEON, MAYA, writeJournal, ZERO_MS } from '../fixtures/journal.ts';
import { amply, readAll, recordingDecoderContract } from './recording-decoder.contract.ts';

async function aTrack(
  packets: Parameters<typeof writeJournal>[1],
  { key = null, userId = MAYA }: { key?: Uint8Array | null; userId?: string } = {},
): Promise<string> {
  const folder = aFolder();
  const journal = join(folder, 'journal');
  await writeJournal(journal, packets, { key });
  return await writeTrackFile(folder, { meetingId: 'm1', userId, journal, durationMs: null });
}

function aDecoder(key: Uint8Array | null = null) {
  const opus = new FakeOpusDecoder();
  const others = new ScriptedDecoder({ 'upload.mp3': silence(1_000) });
  return { opus, others, decoder: createJournalDecoder({ opus, others, keyOf: async () => key }) };
}

const numbered = (count: number, fromMs = 0) =>
  Array.from({ length: count }, (_, number) => aPacket(number, { arrivalMs: ZERO_MS + fromMs + number * 20 }));
const samplesIn = (blocks: readonly Float32Array[]): number => blocks.reduce((sum, { length }) => sum + length, 0);

describe('the journal decoder', () => {
  recordingDecoderContract(async () => {
    const packets = numbered(165);
    const pcm = Float32Array.from(packets.flatMap(({ opus }) => new Array<number>(320).fill(levelOf(opus))));
    const unreadablePath = join(aFolder(), 'folder.momtrack');
    mkdirSync(unreadablePath);
    return {
      decoder: aDecoder().decoder,
      known: {
        path: await aTrack(packets),
        pcm,
        format: { container: 'journal', codec: 'opus', sampleRateHz: 48_000 },
      },
      longPath: await aTrack(numbered(6_500)),
      missingPath: join(aFolder(), 'none.momtrack'),
      unreadablePath,
      latePath: await aTrack(numbered(100, 60_000)),
      running: () => 0,
    };
  });

  it('hands everything else on', async () => {
    const { decoder, others } = aDecoder();
    const recording = await decoder.decode('upload.mp3', { limits: amply });
    expect(samplesIn(await readAll(recording))).toBe(16_000);
    expect(others.calls).toHaveLength(1);
  });

  it('fills silence between spurts, and for what is lost, of which it tells', async () => {
    const path = await aTrack([
      ...numbered(10),
      aPacket(16),
      ...numbered(10, 5_000).map((packet) => ({ ...packet, ssrc: 9 })),
    ]);
    const recording = await aDecoder().decoder.decode(path, { limits: amply, keepsStart: true });
    const blocks = await readAll(recording);
    expect(samplesIn(blocks)).toBe(5_200 * 16);
    expect(recording.lost).toEqual([{ startSample: 3_200, sampleCount: 6 * 320 }]);
    const pcm = Float32Array.from(blocks.flatMap((block) => [...block]));
    expect(pcm[10 * 320]).toBeCloseTo(levelOf(aPacket(9).opus) / 2);
    expect(pcm[15 * 320]).toBe(0);
    expect(pcm[16 * 320]).toBeCloseTo(levelOf(aPacket(16).opus));
    expect(pcm.subarray(17 * 320, 5_000 * 16).every((sample) => sample === 0)).toBe(true);
    expect(pcm[5_000 * 16]).toBeCloseTo(levelOf(aPacket(0).opus));
  });

  it('counts what is lost from the first sample that it gives', async () => {
    const late = [...numbered(20, 60_000).slice(0, 10), ...numbered(20, 60_000).slice(12)];
    const recording = await aDecoder().decoder.decode(await aTrack(late), { limits: amply });
    await readAll(recording);
    expect(recording.lost).toEqual([{ startSample: 3_200, sampleCount: 640 }]);
  });

  it('asks for the key of an encrypted meeting', async () => {
    const path = await aTrack(numbered(10), { key: KEY });
    expect(samplesIn(await readAll(await aDecoder(KEY).decoder.decode(path, { limits: amply })))).toBe(3_200);
    const locked = await aDecoder(null).decoder.decode(path, { limits: amply });
    await expect(readAll(locked)).rejects.toMatchObject({ code: 'journal_locked' });
  });

  it('says when its member was never heard, or is no longer there', async () => {
    const other = await aTrack(numbered(10), { userId: LEON });
    const none = { code: 'recording_no_audio', file: other };
    await expect(aDecoder().decoder.decode(other, { limits: amply }).then(readAll)).rejects.toMatchObject(none);
    const path = await aTrack(numbered(10));
    await eraseUser(join(path, '..', 'journal'), MAYA);
    const gone = aDecoder().decoder.decode(path, { limits: amply }).then(readAll);
    await expect(gone).rejects.toMatchObject({ code: 'recording_no_audio' });
  });

  it('warns of damage in the journal, and of packets that are no Opus', async () => {
    const path = await aTrack([...numbered(10), aPacket(10, { opus: Uint8Array.of(0xff, 1) }), aPacket(11)]);
    const file = join(path, '..', 'journal', '0001.mom');
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(400) ^ 1, 400);
    writeFileSync(file, bytes);
    const recording = await aDecoder().decoder.decode(path, { limits: amply });
    await readAll(recording);
    expect(recording.warnings.map(({ code }) => code)).toEqual(['recording_damaged', 'packets_damaged']);
  });

  it('finds its journal after the meeting was moved', async () => {
    const path = await aTrack(numbered(10));
    const moved = join(aFolder(), 'moved');
    renameSync(join(path, '..'), moved);
    const recording = await aDecoder().decoder.decode(join(moved, `${MAYA}.momtrack`), { limits: amply });
    expect(samplesIn(await readAll(recording))).toBe(3_200);
  });

  it('does not take any file of that name for a track', async () => {
    const path = join(aFolder(), 'x.momtrack');
    writeFileSync(path, '{"format":"something"}');
    const failing = aDecoder().decoder.decode(path, { limits: amply });
    await expect(failing).rejects.toBeInstanceOf(MomError);
    await expect(failing).rejects.toMatchObject({ code: 'recording_not_audio', file: path });
  });
});
