import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mom } from '../mom.ts';
import { hasShared, shared } from '../shared.ts';

const folder = mkdtempSync(join(tmpdir(), 'mom-eval-'));
afterAll(() => rmSync(folder, { recursive: true }));

const model = shared('models', 'ggml-toy-en.bin');

describe.skipIf(!hasShared)('mom eval wer', () => {
  it('tells the word errors of a folder, numbers and names apart, and goes on after a broken file', async () => {
    mkdirSync(join(folder, 'en'));
    for (const name of ['LJ001-0002', 'quilter'])
      for (const ending of ['wav', 'txt'])
        copyFileSync(shared('data', 'speech', 'en', `${name}.${ending}`), join(folder, 'en', `${name}.${ending}`));
    copyFileSync(shared('data', 'speech', 'en', 'LJ001-0008.wav'), join(folder, 'en', 'wrong.wav'));
    writeFileSync(join(folder, 'en', 'wrong.txt'), 'has been surpassed in 1998');
    writeFileSync(join(folder, 'en', 'broken.mp3'), 'no sound');
    writeFileSync(join(folder, 'en', 'broken.txt'), 'never heard');
    const { stdout, code } = await mom(['eval', 'wer', folder, '--model', model, '--json']);
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result.failed).toMatchObject([{ file: 'en/broken.mp3', code: 'recording_not_audio' }]);
    expect(result.recordings.map(({ file, rate }: { file: string; rate: number }) => [file, rate])).toEqual([
      ['en/LJ001-0002.wav', 0],
      ['en/quilter.wav', 0],
      ['en/wrong.wav', 5 / 7],
    ]);
    expect(result.total).toMatchObject({ words: 28, kinds: { year: { words: 3, wrong: 3 } } });
  });

  it('says what is missing in a folder without pairs', async () => {
    const { stderr, code } = await mom(['eval', 'wer', shared('models')]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('No recording with a .txt') });
  });
});
