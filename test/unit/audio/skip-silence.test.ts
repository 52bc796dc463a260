import { describe, expect, it } from 'vitest';
import { detectSpans, RECORDING_CHUNKS } from '../../../src/audio/index.ts';
import type { Pcm } from '../../../src/domain/audio.ts';
import { samplesOfMs } from '../../../src/domain/audio.ts';
import { FakeVoiceActivity } from '../../doubles/fake-voice-activity.ts';

describe('silence of a track', () => {
  it('is not listened to beyond its first second', async () => {
    expect(await heardSeconds(new Float32Array(samplesOfMs(600_000)))).toBeLessThan(1.1);
  });

  it('is listened to again as soon as there is any sound, however soft', async () => {
    const pcm = new Float32Array(samplesOfMs(600_000)).fill(0.000_1, samplesOfMs(300_000), samplesOfMs(310_000));
    expect(await heardSeconds(pcm)).toBeCloseTo(12, 0);
  });

  it('makes no difference to what is found', async () => {
    const pcm = new Float32Array(samplesOfMs(60_000)).fill(0.5, samplesOfMs(30_000), samplesOfMs(34_000));
    await using voices = new FakeVoiceActivity();
    const spans = await Array.fromAsync(detectSpans(inPieces(pcm), voices.detector(), RECORDING_CHUNKS));
    const [speech] = spans.filter((span) => span.kind === 'speech');
    expect((speech?.startSample ?? 0) / 16_000).toBeCloseTo(29.7, 0);
    expect((speech?.pcm.length ?? 0) / 16_000).toBeCloseTo(4.6, 0);
  });
});

async function heardSeconds(pcm: Pcm): Promise<number> {
  await using voices = new FakeVoiceActivity();
  await Array.fromAsync(detectSpans(inPieces(pcm), voices.detector(), RECORDING_CHUNKS));
  return voices.samplesHeard / 16_000;
}

async function* inPieces(pcm: Pcm): AsyncGenerator<Pcm> {
  for (let at = 0; at < pcm.length; at += 16_000) yield pcm.slice(at, at + 16_000);
}
