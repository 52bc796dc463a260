import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MomError } from '../../src/errors.ts';
import { createFfmpegDecoder } from '../../src/providers/media/index.ts';
import { isAlive } from '../doubles/processes.ts';
import { recordedLog, startedProcesses } from '../doubles/recorded-log.ts';
import { ScriptedDecoder, silence } from '../doubles/scripted-decoder.ts';
import { writeSilentOpus } from '../unit/media/ogg-file.ts';
import { sweep, writeLongWav, writeWav } from '../unit/media/wav-file.ts';
import { amply, readAll, recordingDecoderContract } from './recording-decoder.contract.ts';

describe('ScriptedDecoder', () => {
  recordingDecoderContract(async () => {
    const pcm = sweep(3.3);
    const decoder = new ScriptedDecoder({
      known: { pcm },
      long: silence(120_000),
      missing: new MomError('recording_missing', 'it can not be found', { file: 'missing' }),
      closed: new MomError('recording_unreadable', 'permission denied', { file: 'closed' }),
      late: { ...silence(2_000), startMs: 60_000 },
    });
    const known = { path: 'known', pcm };
    const paths = { longPath: 'long', missingPath: 'missing', unreadablePath: 'closed', latePath: 'late' };
    return { decoder, known, ...paths, running: () => decoder.openCount };
  });

  it('fails on cue, in the middle too, and remembers its calls', async () => {
    const failure = new MomError('decoder_crashed', 'SIGSEGV', { file: 'a' });
    const decoder = new ScriptedDecoder({ a: { ...silence(1_500), failure } });
    const recording = await decoder.decode('a', { limits: amply });
    await expect(readAll(recording)).rejects.toBe(failure);
    await expect(decoder.decode('b', { limits: amply })).rejects.toThrow('not told');
    expect(decoder.calls.map(({ path }) => path)).toEqual(['a', 'b']);
  });
});

describe('the FFmpeg decoder', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mom-media-'));
    writeWav(join(folder, 'known.wav'), [sweep(3.3)]);
    writeLongWav(join(folder, 'long.wav'), 120);
    writeSilentOpus(join(folder, 'late.opus'), 2, 60);
    symlinkSync('circle.wav', join(folder, 'circle.wav'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  recordingDecoderContract(async () => {
    const { log, lines } = recordedLog();
    return {
      decoder: createFfmpegDecoder({ log }),
      known: { path: join(folder, 'known.wav'), pcm: sweep(3.3) },
      longPath: join(folder, 'long.wav'),
      missingPath: join(folder, 'missing.wav'),
      unreadablePath: join(folder, 'circle.wav'),
      latePath: join(folder, 'late.opus'),
      running: () => startedProcesses(lines).filter(isAlive).length,
    };
  });
});
