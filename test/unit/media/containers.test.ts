import { describe, expect, it } from 'vitest';
import { containerName, demuxerNames, wrongEnding } from '../../../src/providers/media/containers.ts';

describe('containers', () => {
  it.each(['hls', 'concat', 'dash', 'imf', 'sdp', 'rtsp', 'image2', 'lavfi', 'tty', 'srt', 'webvtt', 'm3u8'])(
    'lets FFmpeg not read %s, which refers to other places or is no sound',
    (name) => expect(demuxerNames).not.toContain(name),
  );

  it.each([
    ['a.wav', 'mp3', 'wav'],
    ['a.MP3', 'wav', 'mp3'],
    ['a.m4a', 'ogg', 'm4a'],
    ['a.m4a', 'mov,mp4,m4a,3gp,3g2,mj2', null],
    ['a.webm', 'matroska,webm', null],
    ['a', 'flac', null],
    ['a.2026-11-22', 'flac', null],
  ])('%s with %s inside has the wrong ending: %s', (path, inside, ending) =>
    expect(wrongEnding(path, inside)).toBe(ending),
  );

  it('calls containers what people call them', () => {
    expect(containerName('mov,mp4,m4a,3gp,3g2,mj2')).toBe('MP4');
    expect(containerName('something')).toBe('something');
  });
});
