import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DecodedRecording } from '../../../src/ports/recording-decoder.ts';
import { createFfmpegDecoder } from '../../../src/providers/media/index.ts';
import { amply, readAll } from '../../contract/recording-decoder.contract.ts';
import { isAlive, untilGone, zombies } from '../../doubles/processes.ts';
import { recordedLog, startedProcesses } from '../../doubles/recorded-log.ts';
import { sweep, writeLongWav, writeWav } from './wav-file.ts';

const LONG_S = 1_800;

describe('the decoding process', () => {
  let folder: string;
  let short: string;
  let long: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mom-process-'));
    short = join(folder, 'short.wav');
    long = join(folder, 'long.wav');
    writeWav(short, [sweep(1)]);
    writeLongWav(long, LONG_S);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const aDecoder = () => {
    const { log, lines } = recordedLog();
    const processId = () => startedProcesses(lines).at(-1) ?? 0;
    return { decoder: createFfmpegDecoder({ log }), processId, lines };
  };
  const readWith = async (recording: DecodedRecording, onBlock: (count: number) => unknown) => {
    let count = 0;
    for await (const _ of recording.blocks) {
      count += 1;
      await onBlock(count);
    }
    return count;
  };

  it('that is killed in mid-stream costs its own recording only', async () => {
    const { decoder, processId, lines } = aDecoder();
    const recording = await decoder.decode(long, { limits: amply });
    const reading = readWith(recording, (count) => count === 1 && process.kill(processId(), 'SIGKILL'));
    await expect(reading).rejects.toMatchObject({
      code: 'decoder_crashed',
      file: long,
      sentence: '"long.wav" broke the decoder (SIGKILL); nothing else was harmed.',
    });
    expect(lines.at(-1)).toMatchObject({ msg: 'child crashed', how: 'SIGKILL' });
    expect(await readAll(await decoder.decode(short, { limits: amply }))).toHaveLength(1);
    expect(zombies()).toEqual([]);
  });

  it('that shows no life while somebody waits has stalled', async () => {
    const { decoder, processId } = aDecoder();
    const recording = await decoder.decode(long, { limits: { ...amply, stallTimeoutMs: 3_000 } });
    const reading = readWith(recording, (count) => count === 1 && process.kill(processId(), 'SIGSTOP'));
    await expect(reading).rejects.toMatchObject({ code: 'recording_stalled', file: long });
    expect(isAlive(processId())).toBe(false);
  });

  it('has time while its consumer is slow', async () => {
    const { decoder } = aDecoder();
    const recording = await decoder.decode(long, { limits: { ...amply, stallTimeoutMs: 3_000 } });
    const count = await readWith(recording, (block) => block === 2 && setTimeout(3_500));
    expect(count).toBe(LONG_S);
  });

  it('that takes too much memory is ended', async () => {
    const { decoder, processId } = aDecoder();
    const decoding = decoder.decode(long, { limits: { ...amply, maxMemoryBytes: 30e6 } });
    await expect(decoding.then(readAll)).rejects.toMatchObject({
      code: 'recording_memory',
      sentence: '"long.wav" needs too much memory to decode: the limit is 30 MB.',
    });
    await untilGone(processId(), 2_000);
  });

  it('ends soon after its parent is killed, also while it can not write', async () => {
    const script = fileURLToPath(new URL('./doomed-decoding.ts', import.meta.url));
    const parent = spawn(process.execPath, [script, long], { stdio: ['ignore', 'pipe', 'inherit'] });
    let processId = 0;
    for await (const line of createInterface(parent.stdout)) {
      const { msg, processId: started } = JSON.parse(line) as { msg: string; processId?: number };
      processId = started ?? processId;
      if (msg === 'block') break;
    }
    expect(isAlive(processId)).toBe(true);
    parent.kill('SIGKILL');
    expect(await untilGone(processId, 5_000)).toBeLessThan(5_000);
  });

  it('leaves no listener on the signal and no file in the temp folder', async () => {
    const temp = mkdtempSync(join(folder, 'temp-'));
    vi.stubEnv('TMPDIR', temp);
    const { decoder } = aDecoder();
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    await readAll(await decoder.decode(short, { limits: amply, signal }));
    vi.unstubAllEnvs();
    expect(removed.mock.calls).toEqual(expect.arrayContaining(added.mock.calls));
    expect(added).toHaveBeenCalledOnce();
    expect(readdirSync(temp)).toEqual([]);
  });

  it('is not started for a file that is too large', async () => {
    const { decoder, processId } = aDecoder();
    await expect(decoder.decode(long, { limits: { ...amply, maxBytes: 1e6 } })).rejects.toMatchObject({
      code: 'recording_too_large',
      sentence: '"long.wav" is too large: 57.6 MB, the limit is 1.0 MB.',
    });
    expect(processId()).toBe(0);
  });

  it('refuses a believable length before it decodes', async () => {
    const { decoder } = aDecoder();
    await expect(decoder.decode(long, { limits: { ...amply, maxDurationMs: 600_000 } })).rejects.toMatchObject({
      sentence: '"long.wav" is too long: 30 min, the limit is 10 min.',
    });
  });
});
