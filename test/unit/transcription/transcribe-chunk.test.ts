import { describe, expect, it } from 'vitest';
import { samplesOfMs } from '../../../src/domain/audio.ts';
import type { Chunk } from '../../../src/domain/chunk.ts';
import { DoubtCounts } from '../../../src/transcription/believe/doubt.ts';
import { withoutRefrains } from '../../../src/transcription/believe/refrains.ts';
import { TrackBeliefs } from '../../../src/transcription/believe/track-beliefs.ts';
import { transcribeChunk } from '../../../src/transcription/transcribe-chunk.ts';
import { answer, FakeTranscriber, ok, timeout } from '../../doubles/fake-transcriber.ts';

const aChunk = (ms = 3_000, speechMs = ms - 400): Chunk => ({
  trackId: 't1',
  startSample: 16_000,
  pcm: new Float32Array(samplesOfMs(ms)),
  end: 'pause',
  speechSamples: samplesOfMs(speechMs),
});

const settings = { language: 'en', prompt: 'Maya, Tom, Kubernetes.' };
const loop = 'Thank you for watching. '.repeat(9).trim();

describe('a chunk', () => {
  it('that is believed needs one try, with the prompt', async () => {
    const transcriber = new FakeTranscriber([ok('We ship on Monday.')]);
    const result = await transcribeChunk(aChunk(), transcriber, settings);
    expect(result).toMatchObject({ outcome: 'transcribed', reason: null, segments: [{ text: 'We ship on Monday.' }] });
    expect(transcriber.calls).toMatchObject([{ prompt: settings.prompt, language: 'en' }]);
    expect(transcriber.calls[0]).not.toHaveProperty('temperature');
  });

  it('that is not believed is tried once more: full context, next temperature, no prompt', async () => {
    const counts = new DoubtCounts();
    const transcriber = new FakeTranscriber([ok(loop), ok('We ship on Monday.')]);
    const result = await transcribeChunk(aChunk(), transcriber, { ...settings, counts });
    expect(result).toMatchObject({ outcome: 'transcribed', reason: null });
    expect(transcriber.calls[1]).toMatchObject({ fullContext: true, temperature: 0.2 });
    expect(transcriber.calls[1]).not.toHaveProperty('prompt');
    expect(counts.totals).toMatchObject({ retries: 1, rescued: 1, leftOut: { repetitive: 0 } });
  });

  it('that is not believed twice is rejected and counted by its first reason', async () => {
    const counts = new DoubtCounts();
    const transcriber = new FakeTranscriber([ok(loop), ok('Yes.', { averageLogProbability: -2 })]);
    const result = await transcribeChunk(aChunk(), transcriber, { ...settings, counts });
    expect(result).toMatchObject({ outcome: 'rejected', reason: 'repetitive', segments: [] });
    expect(counts.totals).toMatchObject({ retries: 1, rescued: 0, leftOut: { repetitive: 1, unsure: 0 } });
    expect(transcriber.calls).toHaveLength(2);
  });

  it('is rejected, not empty, when the second try says nothing: somebody may have spoken', async () => {
    const transcriber = new FakeTranscriber([ok(loop), ok('')]);
    expect(await transcribeChunk(aChunk(), transcriber, settings)).toMatchObject({ outcome: 'rejected' });
  });

  it('keeps the good part of the first try when nothing of the second remains', async () => {
    const segments = (await ok('We ship on Monday.')({ pcm: aChunk().pcm, language: 'en' })).segments;
    const end = (await ok('Thank you.', { averageLogProbability: -0.9 })({ pcm: aChunk().pcm, language: 'en' }))
      .segments;
    const transcriber = new FakeTranscriber([answer({ language: 'en', segments: [...segments, ...end] }), ok(loop)]);
    const result = await transcribeChunk(aChunk(), transcriber, settings);
    expect(result).toMatchObject({
      outcome: 'transcribed',
      reason: 'known-phrase',
      segments: [{ text: 'We ship on Monday.', startMs: 1_000 }],
    });
    expect(result.segments).toHaveLength(1);
  });

  it('that gives the prompt back is heard again without it', async () => {
    const transcriber = new FakeTranscriber(({ prompt }) => ok(prompt ?? 'We ship on Monday.'));
    const result = await transcribeChunk(aChunk(), transcriber, settings);
    expect(result).toMatchObject({ outcome: 'transcribed', segments: [{ text: 'We ship on Monday.' }] });
  });

  it('without a word of speech needs no engine', async () => {
    const counts = new DoubtCounts();
    const result = await transcribeChunk(aChunk(3_000, 0), new FakeTranscriber([]), { language: 'en', counts });
    expect(result).toMatchObject({ outcome: 'rejected', reason: 'too-little-speech', sampleCount: 48_000 });
    expect(counts.totals.leftOut['too-little-speech']).toBe(1);
  });

  it('gives an engine that takes no prompt none', async () => {
    const transcriber = new FakeTranscriber([ok('Hello Tom.')], { capabilities: { prompt: false } });
    await transcribeChunk(aChunk(), transcriber, settings);
    expect(transcriber.calls[0]).not.toHaveProperty('prompt');
  });

  it('of sounds only is empty at the first try', async () => {
    const transcriber = new FakeTranscriber([ok('[Music]')]);
    expect(await transcribeChunk(aChunk(), transcriber, settings)).toMatchObject({ outcome: 'empty', reason: null });
  });

  it('that fails is failed, not rejected', async () => {
    const result = await transcribeChunk(aChunk(), new FakeTranscriber([timeout()]), settings);
    expect(result).toMatchObject({ outcome: 'failed', reason: 'stt_timeout' });
  });

  it('says the same a third time on weak evidence: it is invented', async () => {
    const beliefs = new TrackBeliefs();
    const transcriber = new FakeTranscriber(() => ok('So, yeah.', { averageLogProbability: -0.8 }));
    const outcomes: string[] = [];
    for (let index = 0; index < 4; index++)
      outcomes.push((await transcribeChunk(aChunk(), transcriber, { language: 'en', beliefs })).outcome);
    expect(outcomes).toEqual(['transcribed', 'transcribed', 'rejected', 'rejected']);
  });
});

describe('refrains of a recording', () => {
  const heard = (trackId: string, text: string, confidence: number) => ({
    trackId,
    startSample: 0,
    sampleCount: 16_000,
    outcome: 'transcribed' as const,
    reason: null,
    segments: [{ trackId, startMs: 0, endMs: 1_000, text, confidence, language: 'en', words: [] }],
  });

  it('are left out from the third on, each track by itself', () => {
    const weak = ['t1', 't1', 't1', 't1', 't2', 't2'].map((track) => heard(track, 'So, yeah.', 0.4));
    expect(withoutRefrains(weak).map(({ reason }) => reason)).toEqual([
      null,
      null,
      'repeated-phrase',
      'repeated-phrase',
      null,
      null,
    ]);
  });

  it('stay where they are clearly said, and from an engine that tells no probability', () => {
    for (const confidence of [0.9, 0.5]) {
      const yes = Array.from({ length: 5 }, () => heard('t1', 'Yes.', confidence));
      expect(withoutRefrains(yes)).toEqual(yes);
    }
  });
});
