import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LiveListener } from '../../src/audio/index.ts';
import { msOfSamples, samplesOfMs } from '../../src/domain/audio.ts';
import type { LivePiece, LiveSpeech } from '../../src/domain/live-piece.ts';
import type { LostSound } from '../../src/domain/lost-sound.ts';
import { MomError } from '../../src/errors.ts';
import { FakeClock } from '../doubles/fake-clock.ts';
import { FakeVoiceActivity } from '../doubles/fake-voice-activity.ts';
import { recordedLog } from '../doubles/recorded-log.ts';

/** Loud, soft (recorded) and missing (nothing recorded) stretches, in samples. */
const stretches = fc.array(
  fc.record({
    kind: fc.constantFrom('loud', 'loud', 'soft', 'missing'),
    samples: fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 2_000, max: 120_000 })),
  }),
  { minLength: 1, maxLength: 8 },
);
const sizes = fc.array(fc.integer({ min: 100, max: 20_000 }), { minLength: 1, maxLength: 10 });

describe('listening live', () => {
  it('loses no speech, hears twice only what overlaps a cut, and is the same however the sound comes', async () => {
    await fc.assert(
      fc.asyncProperty(stretches, sizes, async (parts, pieceSizes) => {
        const whole = await listen(parts, [120_000]);
        expect(await listen(parts, pieceSizes)).toEqual(whole);
        const track = trackOf(parts);
        let heard = 0;
        for (const speech of whole.filter((piece) => piece.kind === 'speech')) {
          expect(speech.pcm).toEqual(track.slice(speech.startSample, speech.startSample + speech.pcm.length));
          expect(msOfSamples(speech.pcm.length)).toBeLessThanOrEqual(5_000);
          expect(speech.startSample + speech.overlapSamples).toBeGreaterThanOrEqual(heard);
          expect([0, samplesOfMs(200)]).toContain(speech.overlapSamples);
          heard = speech.startSample + speech.pcm.length;
        }
        for (const { start, end } of longSpeech(parts)) {
          for (let sample = start; sample < end; sample += 400) expect(isHeard(whole, sample)).toBe(true);
        }
        expect(whole.at(-1)?.kind).toBe('rest');
      }),
      { numRuns: 60 },
    );
  });

  it('tells what must be told between the pieces: a rest only after speech that ended, a pause only after a cut', async () => {
    await fc.assert(
      fc.asyncProperty(stretches, async (parts) => {
        const pieces = await listen(parts, [4_000]);
        for (const [index, piece] of pieces.entries()) {
          const before = pieces[index - 1];
          if (piece.kind === 'pause') expect(before).toMatchObject({ kind: 'speech', end: 'full' });
          if (piece.kind === 'speech' && piece.overlapSamples > 0) expect(['speech', 'pause']).toContain(before?.kind);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('tells with each piece of speech what was lost in it, where it lies in it', async () => {
    const hole = fc.record({
      startSample: fc.integer({ min: 0, max: 300_000 }),
      sampleCount: fc.constantFrom(320, 960),
    });
    await fc.assert(
      fc.asyncProperty(stretches, fc.array(hole, { maxLength: 6 }), async (parts, holes) => {
        const lost = holes.toSorted((a, b) => a.startSample - b.startSample);
        for (const piece of await listen(parts, [4_000], lost)) {
          if (piece.kind !== 'speech') continue;
          const from = piece.startSample;
          const to = from + piece.pcm.length;
          const inside = lost.filter((one) => one.startSample < to && one.startSample + one.sampleCount > from);
          expect(piece.lost?.length ?? 0).toBe(inside.length);
          for (const [index, { startSample, sampleCount }] of (piece.lost ?? []).entries()) {
            expect(from + startSample).toBe(Math.max(from, inside[index]?.startSample ?? -1));
            expect(startSample + sampleCount).toBeLessThanOrEqual(piece.pcm.length);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('needs no time and no memory for hours of silence', async () => {
    const voices = new FakeVoiceActivity();
    const pieces: LivePiece[] = [];
    const listener = aListener(voices, async (piece) => void pieces.push(piece));
    const hour = samplesOfMs(3_600_000);
    for (let second = 1; second <= 3_600; second++) listener.advance(samplesOfMs(second * 1_000));
    await listener.push(8 * hour, new Float32Array(16_000).fill(0.5));
    await listener.end();
    expect(pieces.map(({ kind }) => kind)).toEqual(['speech', 'rest']);
    expect(pieces[0]).toMatchObject({ startSample: 8 * hour - 7 * 512, end: 'track-end' });
    expect(voices.samplesHeard).toBeLessThan(20_000);
  });

  it('leaves out, and counts, sound that comes for a time that has passed', async () => {
    const pieces: LivePiece[] = [];
    const listener = aListener(new FakeVoiceActivity(), async (piece) => void pieces.push(piece));
    await listener.push(0, new Float32Array(16_000).fill(0.5));
    await listener.push(15_000, new Float32Array(2_000).fill(0.9));
    await listener.end();
    expect(listener.lateSamples).toBe(1_000);
    expect(pieces[0]).toMatchObject({ kind: 'speech', startSample: 0 });
    expect((pieces[0] as LiveSpeech).pcm.length).toBe(17_000);
  });

  it('makes whoever pushes wait while nobody takes the pieces, and frees them in the end', async () => {
    const controller = new AbortController();
    const never = new Promise<void>((_, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
    });
    const listener = aListener(new FakeVoiceActivity(), () => never, controller.signal);
    let pushed = 0;
    let last = Promise.resolve();
    for (let isFree = true; isFree && pushed < 100; pushed++) {
      last = listener.push(pushed * 16_000, new Float32Array(16_000).fill(0.5));
      last.catch(() => undefined);
      isFree = await Promise.race([
        last.then(() => true),
        new Promise<false>((resolve) => setImmediate(resolve, false)),
      ]);
    }
    expect(pushed).toBeGreaterThanOrEqual(10);
    expect(pushed).toBeLessThanOrEqual(20);
    controller.abort(new MomError('aborted', 'the meeting is closed'));
    await expect(last).rejects.toMatchObject({ code: 'aborted' });
    await expect(listener.end()).rejects.toMatchObject({ code: 'aborted' });
  });

  it('takes everything loud for speech while speech detection is out of order, and says so once', async () => {
    const { log, lines } = recordedLog();
    const pieces: LivePiece[] = [];
    const broken = { probabilities: () => Promise.reject(new MomError('vad_failed', 'as told')) };
    const listener = new LiveListener({
      detector: broken,
      clock: new FakeClock(),
      log,
      signal: new AbortController().signal,
      maxChunkMs: 30_000,
      take: async (piece) => void pieces.push(piece),
    });
    for (let index = 0; index < 4; index++) await listener.push(index * 16_000, new Float32Array(16_000).fill(0.1));
    await listener.push(64_000, new Float32Array(32_000));
    await listener.end();
    expect(pieces.filter(({ kind }) => kind === 'speech')).toHaveLength(1);
    expect(lines.filter(({ level }) => level === 50)).toHaveLength(1);
  });

  it('knows when the first new sample of a chunk came in', async () => {
    const clock = new FakeClock(0);
    const pieces: LivePiece[] = [];
    const listener = new LiveListener({
      detector: new FakeVoiceActivity().detector(),
      clock,
      log: recordedLog().log,
      signal: new AbortController().signal,
      maxChunkMs: 30_000,
      take: async (piece) => void pieces.push(piece),
    });
    for (let second = 0; second < 12; second++) {
      await clock.advance(1_000);
      await listener.push(second * 16_000, new Float32Array(16_000).fill(0.5));
      await listener.heard();
    }
    await listener.end();
    const speeches = pieces.filter((piece) => piece.kind === 'speech');
    for (const { arrivedAtMs, startSample, overlapSamples } of speeches)
      expect(arrivedAtMs).toBe((Math.floor((startSample + overlapSamples) / 16_000) + 1) * 1_000);
    expect(speeches.length).toBeGreaterThan(2);
  });
});

type Part = { readonly kind: string; readonly samples: number };

function aListener(
  voices: FakeVoiceActivity,
  take: (piece: LivePiece) => Promise<void>,
  signal: AbortSignal = new AbortController().signal,
): LiveListener {
  const { log } = recordedLog();
  return new LiveListener({
    detector: voices.detector(),
    clock: new FakeClock(),
    log,
    signal,
    take,
    maxChunkMs: 30_000,
  });
}

async function listen(
  parts: readonly Part[],
  pieceSizes: readonly number[],
  lost: readonly LostSound[] = [],
): Promise<LivePiece[]> {
  const pieces: LivePiece[] = [];
  const listener = aListener(new FakeVoiceActivity(), async (piece) => void pieces.push(piece));
  const track = trackOf(parts);
  let start = 0;
  let turn = 0;
  const untold = [...lost];
  const upTo = (end: number): LostSound[] => untold.splice(0, untold.filter((hole) => hole.startSample < end).length);
  for (const { kind, samples } of parts) {
    for (let at = start; kind !== 'missing' && at < start + samples; ) {
      const end = Math.min(at + (pieceSizes[turn++ % pieceSizes.length] ?? 1), start + samples);
      await listener.push(at, track.subarray(at, end), upTo(end));
      at = end;
    }
    start += samples;
    const told = upTo(start);
    if (told.length > 0) await listener.push(start, new Float32Array(0), told);
    else listener.advance(start);
  }
  await listener.end();
  return pieces;
}

function trackOf(parts: readonly Part[]): Float32Array {
  const track = new Float32Array(parts.reduce((sum, { samples }) => sum + samples, 0));
  let start = 0;
  for (const { kind, samples } of parts) {
    if (kind !== 'missing')
      for (let index = 0; index < samples; index++)
        track[start + index] = (kind === 'loud' ? 0.5 : 0) + (index % 7) * 1e-6;
    start += samples;
  }
  return track;
}

/** Runs of speech that are certainly long enough to be heard. */
function longSpeech(parts: readonly Part[]): { readonly start: number; readonly end: number }[] {
  let start = 0;
  return parts.flatMap(({ kind, samples }) => {
    const run = { start, end: start + samples };
    start += samples;
    return kind === 'loud' && samples > samplesOfMs(350) ? [run] : [];
  });
}

const isHeard = (pieces: readonly LivePiece[], sample: number): boolean =>
  pieces.some(
    (piece) => piece.kind === 'speech' && sample >= piece.startSample && sample < piece.startSample + piece.pcm.length,
  );
