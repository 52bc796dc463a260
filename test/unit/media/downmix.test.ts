import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Downmixer } from '../../../src/providers/media/downmix.ts';

const RATE_HZ = 16_000;
const sample = fc.float({ min: -1, max: 1, noNaN: true });
const plane = fc.array(sample, { minLength: 1, maxLength: 2_000 }).map((samples) => Float32Array.from(samples));
const tone = (hz: number, gain: number, samples = RATE_HZ): Float32Array =>
  Float32Array.from({ length: samples }, (_, at) => gain * Math.sin((2 * Math.PI * hz * at) / RATE_HZ));
const level = (pcm: Float32Array): number => Math.sqrt(pcm.reduce((sum, value) => sum + value * value, 0) / pcm.length);

describe('Downmixer', () => {
  it('leaves one channel as it is', () => {
    fc.assert(
      fc.property(plane, (pcm) => {
        expect([...new Downmixer(1, RATE_HZ).mix([pcm])]).toEqual([...pcm]);
      }),
    );
  });

  it('makes of equal channels that channel', () => {
    const copies = fc.integer({ min: 2, max: 8 });
    fc.assert(
      fc.property(plane, copies, (pcm, count) => {
        const mono = new Downmixer(count, RATE_HZ).mix(Array.from({ length: count }, () => pcm));
        expect(mono.every((value, at) => Math.abs(value - pcm[at]!) < 1e-6)).toBe(true);
      }),
    );
  });

  it('gives numbers within full scale, whatever comes', () => {
    const anything = fc.array(fc.float(), { minLength: 600, maxLength: 600 }).map((all) => Float32Array.from(all));
    fc.assert(
      fc.property(anything, anything, (left, right) => {
        const mono = new Downmixer(2, RATE_HZ).mix([left, right]);
        expect(mono.every((value) => value >= -1 && value <= 1)).toBe(true);
      }),
    );
  });

  it('mixes the same however the samples are cut at whole steps', () => {
    const left = tone(300, 0.4);
    const right = tone(710, 0.2);
    const whole = new Downmixer(2, RATE_HZ).mix([left, right]);
    const inParts = new Downmixer(2, RATE_HZ);
    const parts = [0, 4_800, 9_600].map((from) =>
      inParts.mix([left, right].map((all) => all.slice(from, from + 4_800))),
    );
    expect(parts.flatMap((part) => [...part])).toEqual([...whole.subarray(0, 14_400)]);
  });

  it('keeps the level of a channel beside a silent one', () => {
    const voice = tone(440, 0.5);
    expect(level(new Downmixer(2, RATE_HZ).mix([voice, voice.map(() => 0)]))).toBeCloseTo(level(voice), 5);
  });

  it('hears channels that cancel each other out, and says so', () => {
    const voice = tone(440, 0.5);
    const mixer = new Downmixer(2, RATE_HZ);
    expect(level(mixer.mix([voice, voice.map((value) => -value)]))).toBeCloseTo(level(voice), 5);
    expect(mixer.hasCancelled).toBe(true);
  });

  it('is as loud as the loudest of different voices', () => {
    const mixer = new Downmixer(2, RATE_HZ);
    const mono = mixer.mix([tone(300, 0.4), tone(710, 0.3)]);
    expect(level(mono)).toBeGreaterThan(0.9 * level(tone(300, 0.4)));
    expect(mixer.hasCancelled).toBe(false);
  });

  it('leaves the low-frequency channel of a surround recording out', () => {
    const surround = 0x3fn; // front left, right, centre, low frequency, back left, right
    const none = new Float32Array(RATE_HZ);
    const mono = new Downmixer(6, RATE_HZ, surround).mix([none, none, none, tone(40, 0.9), none, none]);
    expect(level(mono)).toBe(0);
  });
});
