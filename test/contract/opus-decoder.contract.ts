import { expect, it } from 'vitest';
import type { OpusDecoder } from '../../src/ports/opus-decoder.ts';
import { cyclesOf, tonePackets } from '../fixtures/tone-packets.ts';

export interface OpusUnderTest {
  readonly decoder: OpusDecoder;
}

const SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);

/** What every OpusDecoder does. */
export function opusDecoderContract(prepare: () => Promise<OpusUnderTest>): void {
  it('turns packets into mono of 16 kHz, each to its length', async () => {
    const { decoder } = await prepare();
    const { pcm, lengths, damaged } = await decoder.voice().decode(tonePackets(100));
    expect(lengths).toEqual(new Array(100).fill(320));
    expect(pcm).toHaveLength(32_000);
    expect(damaged).toEqual([]);
    expect(cyclesOf(pcm.subarray(8_000, 24_000))).toBeGreaterThanOrEqual(438);
    expect(cyclesOf(pcm.subarray(8_000, 24_000))).toBeLessThanOrEqual(442);
    const loudest = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(loudest).toBeGreaterThan(0.15);
    expect(loudest).toBeLessThan(0.35);
  });

  it('sounds the same in one call or in many, whatever other voices say between', async () => {
    const { decoder } = await prepare();
    const packets = tonePackets(30);
    const whole = await decoder.voice().decode(packets);
    const [voice, other] = [decoder.voice(), decoder.voice()];
    const pieces: number[] = [];
    for (const packet of packets) {
      pieces.push(...(await voice.decode([packet])).pcm);
      await other.decode(tonePackets(1, 3_000));
    }
    expect(Float32Array.from(pieces)).toEqual(whole.pcm);
  });

  it('makes silence of packets that are no Opus, counts them and goes on', async () => {
    const { decoder } = await prepare();
    const [good] = tonePackets(1);
    const garbage = [Uint8Array.of(0xff), Uint8Array.of(0xfb, 0), Uint8Array.of(0xe3, 0x3f, 0xff)];
    const { pcm, lengths, damaged } = await decoder.voice().decode([...garbage, good ?? SILENCE]);
    expect(damaged).toEqual([0, 1, 2]);
    expect(lengths.at(-1)).toBe(320);
    const silent = lengths.slice(0, 3).reduce((sum, length) => sum + length, 0);
    expect(silent).toBeGreaterThanOrEqual(960);
    expect(pcm.subarray(0, silent).every((sample) => sample === 0)).toBe(true);
  });

  it('makes up what is lost from what was heard, as long as it would have been, fainter and fainter', async () => {
    const { decoder } = await prepare();
    const voice = decoder.voice();
    const { pcm, lengths, damaged } = await voice.decode([...tonePackets(20), ...new Array<null>(8).fill(null)]);
    expect(lengths).toEqual(new Array(28).fill(320));
    expect(damaged).toEqual([]);
    const loudness = (packet: number): number =>
      pcm.subarray(packet * 320, (packet + 1) * 320).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(loudness(20)).toBeGreaterThan(0.05);
    expect(loudness(20)).toBeLessThan(loudness(19) * 1.5);
    expect(loudness(27)).toBeLessThan(loudness(20) / 2 + 1e-6);
    expect((await voice.decode(tonePackets(1))).lengths).toEqual([320]);
  });

  it('makes up nothing where nothing was heard before', async () => {
    const { decoder } = await prepare();
    expect(await decoder.voice().decode([null, SILENCE])).toMatchObject({ lengths: [0, 320], damaged: [] });
  });

  it('gives nothing for an empty packet, and nothing for none', async () => {
    const { decoder } = await prepare();
    const voice = decoder.voice();
    expect(await voice.decode([new Uint8Array(0), SILENCE])).toMatchObject({ lengths: [0, 320], damaged: [] });
    expect((await voice.decode([])).pcm).toHaveLength(0);
  });

  it('does not begin when it is aborted', async () => {
    const { decoder } = await prepare();
    const reason = new Error('enough');
    await expect(decoder.voice().decode([SILENCE], AbortSignal.abort(reason))).rejects.toBe(reason);
  });
}
