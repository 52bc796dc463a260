import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { createOpusDecoder } from '../../src/providers/opus/index.ts';
import { FakeClock } from '../doubles/fake-clock.ts';
import { opusDecoderContract } from './opus-decoder.contract.ts';

const log = createLog('silent');

describe('libopus in a child', () => {
  const decoder = createOpusDecoder({ clock: systemClock, log });
  afterAll(() => decoder[Symbol.asyncDispose]());
  opusDecoderContract(async () => ({ decoder }));

  it('keeps more voices apart than it has decoders', async () => {
    const packet = Uint8Array.of(0xf8, 0xff, 0xfe);
    for (let voice = 0; voice < 300; voice += 1)
      expect((await decoder.voice().decode([packet])).lengths).toEqual([320]);
  });
});

describe('packets that kill the decoder', () => {
  const deadly = Uint8Array.of(0xde, 0xad);
  const good = Uint8Array.of(0xf8, 1);

  it('are silence, and what comes after them is heard', async () => {
    const module = new URL('../doubles/opus-on-cue-child.ts', import.meta.url);
    await using decoder = createOpusDecoder({ clock: systemClock, log, module });
    const voice = decoder.voice();
    const lost = await voice.decode([good, deadly]);
    expect(lost).toMatchObject({ damaged: [0, 1], lengths: [320, 640] });
    expect(lost.pcm.every((sample) => sample === 0)).toBe(true);
    expect(await voice.decode([good])).toMatchObject({ damaged: [], pcm: new Float32Array(320).fill(0.5) });
  });

  it('are not blamed when the decoder can not be started at all', async () => {
    const clock = new FakeClock();
    const module = new URL('../doubles/no-such-child.ts', import.meta.url);
    const decoder = createOpusDecoder({ clock, log, module });
    const failing = expect(decoder.voice().decode([good])).rejects.toMatchObject({ code: 'opus_failed' });
    const ticking = setInterval(() => void clock.advance(1_000), 20);
    await failing;
    clearInterval(ticking);
    await decoder[Symbol.asyncDispose]();
  });
});
