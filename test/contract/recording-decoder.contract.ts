import { expect, it } from 'vitest';
import type { Pcm } from '../../src/domain/audio.ts';
import { SAMPLE_RATE_HZ } from '../../src/domain/audio.ts';
import type {
  DecodedRecording,
  DecodeLimits,
  RecordingDecoder,
  RecordingFormat,
} from '../../src/ports/recording-decoder.ts';

export interface DecoderUnderTest {
  readonly decoder: RecordingDecoder;
  /** A recording of some seconds and a fraction; plain mono at 16 kHz unless its format is told. */
  readonly known: { readonly path: string; readonly pcm: Pcm; readonly format?: Partial<RecordingFormat> };
  /** Two minutes or more. */
  readonly longPath: string;
  readonly missingPath: string;
  readonly unreadablePath: string;
  /** Its time stamps begin after a minute; then come two seconds. */
  readonly latePath: string;
  /** Decodes that hold something; asked when all should have ended. */
  running(): number;
}

export const amply: DecodeLimits = {
  maxBytes: 1e9,
  maxDurationMs: 3_600_000,
  stallTimeoutMs: 30_000,
  maxMemoryBytes: 1e9,
};

/** What every RecordingDecoder does. */
export function recordingDecoderContract(prepare: () => Promise<DecoderUnderTest>): void {
  it('decodes a recording to its samples, in blocks of at most a second', async () => {
    const { decoder, known, running } = await prepare();
    const recording = await decoder.decode(known.path, { limits: amply });
    const blocks = await readAll(recording);
    expect(blocks.every((block) => block.length > 0 && block.length <= SAMPLE_RATE_HZ)).toBe(true);
    expect(largestDifference(joined(blocks), known.pcm)).toBeLessThan(1e-4);
    expect(recording.warnings).toEqual([]);
    expect(recording.format).toMatchObject(known.format ?? { sampleRateHz: SAMPLE_RATE_HZ, channels: 1 });
    expect(running()).toBe(0);
  });

  it('decodes two recordings at once', async () => {
    const { decoder, known } = await prepare();
    const decodeKnown = async () => {
      const recording = await decoder.decode(known.path, { limits: amply });
      return joined(await readAll(recording));
    };
    for (const pcm of await Promise.all([decodeKnown(), decodeKnown()]))
      expect(largestDifference(pcm, known.pcm)).toBeLessThan(1e-4);
  });

  it('says which file is missing', async () => {
    const { decoder, missingPath } = await prepare();
    await expect(decoder.decode(missingPath, { limits: amply })).rejects.toMatchObject({
      code: 'recording_missing',
      file: missingPath,
    });
  });

  it('says which file can not be read', async () => {
    const { decoder, unreadablePath } = await prepare();
    await expect(decoder.decode(unreadablePath, { limits: amply })).rejects.toMatchObject({
      code: 'recording_unreadable',
      file: unreadablePath,
    });
  });

  it.each([
    [true, 62],
    [false, 2],
  ])('counts the time before a late start when asked to (%s)', async (keepsStart, seconds) => {
    const { decoder, latePath } = await prepare();
    const recording = await decoder.decode(latePath, { limits: amply, keepsStart });
    expect(joined(await readAll(recording))).toHaveLength(seconds * SAMPLE_RATE_HZ);
    expect(recording.warnings).toEqual([]);
  });

  it('takes a start beyond the longest duration for no time of a meeting', async () => {
    const { decoder, latePath } = await prepare();
    const limits = { ...amply, maxDurationMs: 30_000 };
    const recording = await decoder.decode(latePath, { limits, keepsStart: true });
    expect(joined(await readAll(recording))).toHaveLength(2 * SAMPLE_RATE_HZ);
  });

  it('does not start when aborted before', async () => {
    const { decoder, known, running } = await prepare();
    const reason = new Error('not today');
    const decoding = decoder.decode(known.path, { limits: amply, signal: AbortSignal.abort(reason) });
    await expect(decoding).rejects.toBe(reason);
    expect(running()).toBe(0);
  });

  it('throws the reason when aborted in the middle', async () => {
    const { decoder, longPath, running } = await prepare();
    const abort = new AbortController();
    const reason = new Error('enough');
    const recording = await decoder.decode(longPath, { limits: amply, signal: abort.signal });
    const reading = async () => {
      for await (const _ of recording.blocks) abort.abort(reason);
    };
    await expect(reading()).rejects.toBe(reason);
    expect(running()).toBe(0);
  });

  it('ends when the loop is broken off', async () => {
    const { decoder, longPath, running } = await prepare();
    const recording = await decoder.decode(longPath, { limits: amply });
    for await (const _ of recording.blocks) break;
    expect(running()).toBe(0);
  });

  it('can be disposed unread, and twice', async () => {
    const { decoder, longPath, running } = await prepare();
    const recording = await decoder.decode(longPath, { limits: amply });
    await recording[Symbol.asyncDispose]();
    await recording[Symbol.asyncDispose]();
    expect(running()).toBe(0);
    await expect(readAll(recording)).rejects.toMatchObject({ code: 'aborted' });
  });

  it('can be read once', async () => {
    const { decoder, known } = await prepare();
    const recording = await decoder.decode(known.path, { limits: amply });
    await readAll(recording);
    await expect(async () => readAll(recording)).rejects.toThrow('once');
  });

  it('stops at the longest duration', async () => {
    const { decoder, longPath, running } = await prepare();
    const limits = { ...amply, maxDurationMs: 30_000 };
    const reading = async () => {
      let samples = 0;
      const recording = await decoder.decode(longPath, { limits });
      for await (const block of recording.blocks) samples += block.length;
      return samples;
    };
    await expect(reading()).rejects.toMatchObject({ code: 'recording_too_long', file: longPath });
    expect(running()).toBe(0);
  });
}

/** All blocks, in order. */
export async function readAll(recording: DecodedRecording): Promise<readonly Pcm[]> {
  const blocks: Pcm[] = [];
  for await (const block of recording.blocks) blocks.push(block);
  return blocks;
}

function joined(blocks: readonly Pcm[]): Pcm {
  return Float32Array.from(blocks.flatMap((block) => [...block]));
}

/** Infinity when the lengths differ. */
function largestDifference(left: Pcm, right: Pcm): number {
  if (left.length !== right.length) return Number.POSITIVE_INFINITY;
  return left.reduce((largest, sample, at) => Math.max(largest, Math.abs(sample - (right[at] ?? 0))), 0);
}
