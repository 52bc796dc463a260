import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/log.ts';
import { createFfmpegDecoder } from '../../../src/providers/media/index.ts';
import { amply, readAll } from '../../contract/recording-decoder.contract.ts';
import { sweep, writeWav } from './wav-file.ts';

const decoder = createFfmpegDecoder({ log: createLog('silent') });
const folder = mkdtempSync(join(tmpdir(), 'mom-paths-'));
const sound = join(folder, 'sound.wav');
writeWav(sound, [sweep(1)]);
afterAll(() => rmSync(folder, { recursive: true }));

const samplesOf = async (path: string): Promise<number> => {
  const blocks = await readAll(await decoder.decode(path, { limits: amply }));
  return blocks.reduce((samples, block) => samples + block.length, 0);
};

describe('paths', () => {
  it.each([
    '-i.wav',
    'file:a.wav',
    'concat:a.wav|b.wav',
    'http:++x.wav',
    'new\nline.wav',
    '%03d.wav',
    'Größe 会議 🎧.wav',
    'quote\'"`$(x).wav',
    ' .wav',
  ])('decodes a file named %j', async (name) => {
    const path = join(folder, name);
    copyFileSync(sound, path);
    expect(await samplesOf(path)).toBe(16_000);
  });

  it('takes a relative path and a symbolic link', async () => {
    const link = join(folder, 'link.wav');
    symlinkSync(sound, link);
    expect(await samplesOf(relative(process.cwd(), link))).toBe(16_000);
  });

  it('refuses what is no file', async () => {
    mkdirSync(join(folder, 'folder.wav'));
    await expect(samplesOf(join(folder, 'folder.wav'))).rejects.toMatchObject({ code: 'recording_not_audio' });
    await expect(samplesOf('/dev/zero')).rejects.toMatchObject({ code: 'recording_not_audio' });
    await expect(samplesOf(join(sound, 'inside'))).rejects.toMatchObject({ code: 'recording_missing' });
  });

  it('says why a file can not be read', async () => {
    const circle = join(folder, 'circle.wav');
    symlinkSync(circle, circle);
    await expect(samplesOf(circle)).rejects.toMatchObject({
      code: 'recording_unreadable',
      file: circle,
      sentence: '"circle.wav" can\'t be read: too many symbolic links encountered.',
    });
    for (const name of [`${'n'.repeat(300)}.wav`, 'nul\0.wav'])
      await expect(samplesOf(join(folder, name))).rejects.toMatchObject({ code: 'recording_unreadable' });
  });

  it.skipIf(process.getuid?.() === 0)('says that a file may not be read', async () => {
    const closed = join(folder, 'closed.wav');
    copyFileSync(sound, closed);
    chmodSync(closed, 0);
    await expect(samplesOf(closed)).rejects.toMatchObject({
      sentence: '"closed.wav" can\'t be read: permission denied.',
    });
  });

  it.skipIf(process.platform === 'win32')('does not wait for the other end of a named pipe', async () => {
    const pipe = join(folder, 'pipe.wav');
    execFileSync('mkfifo', [pipe]);
    await expect(samplesOf(pipe)).rejects.toMatchObject({ code: 'recording_not_audio', file: pipe });
  });
});

describe('files that point elsewhere', () => {
  let requests = 0;
  let server: Server;
  let origin: string;
  beforeAll(async () => {
    server = createServer((_, response) => {
      requests += 1;
      response.end();
    });
    server.on('connection', () => {
      requests += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it.each([
    [
      'hls.mp3',
      () => `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsound.wav\n#EXTINF:1,\n${origin}/a.ts\n#EXT-X-ENDLIST\n`,
    ],
    ['hls.m3u8', () => `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${origin}/a.wav\n#EXT-X-ENDLIST\n`],
    ['concat.wav', () => `ffconcat version 1.0\nfile sound.wav\nfile ${origin}/a.wav\n`],
    ['dash.mp4', () => `<?xml version="1.0"?><MPD><BaseURL>${origin}/</BaseURL></MPD>`],
    ['session.mp3', () => 'v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n'],
    ['cue.wav', () => 'FILE "sound.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n'],
  ])('%s is no recording, and nothing is opened for it', async (name, text) => {
    writeFileSync(join(folder, name), text());
    await expect(samplesOf(join(folder, name))).rejects.toMatchObject({ code: 'recording_not_audio' });
    expect(requests).toBe(0);
  });
});
