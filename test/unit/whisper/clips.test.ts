import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasShared, shared } from '../../shared.ts';
import { readPcm } from '../../wav.ts';
import { clip, toyTranscriber } from './whisper-setup.ts';

/** Path and text; the paths start at a folder beside data/speech. */
const clips = hasShared
  ? readFileSync(shared('models', 'ggml-toy-en.clips.tsv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t') as [path: string, text: string])
  : [];

describe.skipIf(!hasShared)('whisper.cpp on recordings that the toy model knows', () => {
  it('says every word of each', async () => {
    await using transcriber = toyTranscriber().transcriber;
    for (const [path, text] of clips) {
      const pcm = readPcm(shared('data', 'speech', path));
      const { segments } = await transcriber.transcribe({ pcm, language: null });
      expect(segments.map((segment) => segment.text).join(' '), path).toBe(text);
      expect(segments.flatMap((segment) => segment.words.map((word) => word.text)).join(' '), path).toBe(text);
      for (const segment of segments) expect(segment.confidence, path).toBeGreaterThan(0.9);
    }
    expect(clips).toHaveLength(28);
    expect(transcriber.health()).toMatchObject({ jobs: 28, restarts: 0, faults: 0 });
  });

  it('times the words as they are spoken', async () => {
    await using transcriber = toyTranscriber().transcriber;
    const pcm = readPcm(shared('data', 'speech', 'en', 'jfk.wav'));
    const { segments } = await transcriber.transcribe({ pcm, language: 'en', fullContext: true });
    const words = segments.flatMap((segment) => segment.words);
    // "ask" after the long pause behind "Americans", and the second "ask" after the pause at 7 s, heard in the recording.
    const asks = words.filter((word) => word.text === 'ask').map((word) => word.startMs);
    expect(asks[0]).toBeGreaterThan(2_800);
    expect(asks[0]).toBeLessThan(4_000);
    expect(asks[1]).toBeGreaterThan(6_800);
    expect(asks[1]).toBeLessThan(8_500);
  });

  it('says the same with beams and with the whole context', async () => {
    await using transcriber = toyTranscriber().transcriber;
    const pcm = readPcm(clip.path);
    for (const extra of [{ beamSize: 3 }, { fullContext: true }]) {
      const { segments } = await transcriber.transcribe({ pcm, language: 'en', ...extra });
      expect(segments.map((segment) => segment.text).join(' ')).toBe(clip.text);
    }
  });

  it('hears a prompt: the toy, which learned without any, loses its thread', async () => {
    await using transcriber = toyTranscriber().transcriber;
    const prompt = 'Maya, Priya, payments';
    const { segments } = await transcriber.transcribe({ pcm: readPcm(clip.path), language: 'en', prompt });
    expect(segments.map((segment) => segment.text).join(' ')).not.toBe(clip.text);
  });

  it('survives a prompt without end', async () => {
    await using transcriber = toyTranscriber().transcriber;
    await transcriber.transcribe({ pcm: readPcm(clip.path), language: 'en', prompt: 'x'.repeat(100_000) });
    expect(transcriber.health()).toMatchObject({ restarts: 0, faults: 0 });
  });
});
