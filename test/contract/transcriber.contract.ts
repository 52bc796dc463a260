import { expect, it } from 'vitest';
import { msOfSamples, type Pcm, samplesOfMs } from '../../src/domain/audio.ts';
import type { TranscribedSegment, Transcriber, Transcription } from '../../src/ports/transcriber.ts';

/** What every Transcriber keeps to. `speech` must yield at least one segment. */
export function transcriberContract(create: () => Transcriber, speech: () => Pcm): void {
  const request = () => ({ pcm: speech(), language: 'en' });

  it('returns segments and words in order, inside the chunk, with confidences', async () => {
    await using transcriber = create();
    const { pcm, language } = request();
    const transcription = await transcriber.transcribe({ pcm, language });
    expect(transcription.language).toBe('en');
    expect(transcription.segments.length).toBeGreaterThan(0);
    checkShape(transcription, pcm);
    for (const { text, words } of transcription.segments)
      if (transcriber.capabilities.wordTimes) expect(words.map((word) => word.text).join(' ')).toBe(text);
  });

  it('says what it is and counts its jobs', async () => {
    await using transcriber = create();
    expect(transcriber.health()).toMatchObject({ jobs: 0, restarts: 0, faults: 0 });
    expect(transcriber.health().description).toMatch(/^[^\n]+$/);
    expect(transcriber.concurrency).toBeGreaterThanOrEqual(1);
    await transcriber.transcribe(request());
    expect(transcriber.health()).toMatchObject({ jobs: 1, restarts: 0, faults: 0 });
  });

  it('rejects a call that was aborted before with the reason of the signal', async () => {
    await using transcriber = create();
    const reason = new Error('not wanted');
    await expect(transcriber.transcribe(request(), AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(transcriber.health().jobs).toBe(0);
  });

  it('rejects a call that is aborted on its way, and goes on with the next', async () => {
    await using transcriber = create();
    const controller = new AbortController();
    const call = transcriber.transcribe(request(), controller.signal);
    controller.abort(new Error('not wanted any more'));
    await expect(call).rejects.toBe(controller.signal.reason);
    expect((await transcriber.transcribe(request())).segments.length).toBeGreaterThan(0);
    expect(transcriber.health().faults).toBe(0);
  });

  it('answers more calls at once than it can work on at a time', async () => {
    await using transcriber = create();
    const alone = await transcriber.transcribe(request());
    const calls = Array.from({ length: transcriber.concurrency * 3 }, () => transcriber.transcribe(request()));
    for (const transcription of await Promise.all(calls)) expect(transcription).toEqual(alone);
  });

  it('refuses a chunk that is too long, and goes on with the next', async () => {
    await using transcriber = create();
    const pcm = new Float32Array(samplesOfMs(transcriber.capabilities.maxChunkMs) + 1);
    await expect(transcriber.transcribe({ pcm, language: 'en' })).rejects.toMatchObject({ code: 'stt_failed' });
    expect((await transcriber.transcribe(request())).segments.length).toBeGreaterThan(0);
  });

  it.each([
    ['nothing', new Float32Array(0)],
    ['10 ms', new Float32Array(160)],
    ['two seconds of silence', new Float32Array(32_000)],
    [
      'samples that are no numbers',
      Float32Array.from({ length: 8_000 }, (_, i) => [Number.NaN, 1e30, -Infinity][i % 3] ?? 0),
    ],
  ])('bears %s', async (_, pcm) => {
    await using transcriber = create();
    checkShape(await transcriber.transcribe({ pcm, language: 'en' }), pcm);
  });

  it('rejects what runs when it ends, ends twice, and takes no more calls', async () => {
    const transcriber = create();
    await transcriber.transcribe(request());
    const running = transcriber.transcribe(request()).catch((error: unknown) => error);
    await Promise.all([transcriber[Symbol.asyncDispose](), transcriber[Symbol.asyncDispose]()]);
    expect(await running).toMatchObject({ code: 'aborted' });
    await expect(transcriber.transcribe(request())).rejects.toMatchObject({ code: 'aborted' });
  });
}

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

function checkShape({ segments }: Transcription, pcm: Pcm): void {
  checkSpans(segments, { startMs: 0, endMs: msOfSamples(pcm.length) });
  for (const segment of segments) {
    expect(segment.text).toBe(segment.text.trim());
    expect(segment.text).not.toBe('');
    checkNumbers(segment);
    checkSpans(segment.words, segment);
    for (const word of segment.words) expect(word.text).not.toBe('');
  }
}

function checkNumbers({ confidence, averageLogProbability, noSpeechProbability, words }: TranscribedSegment): void {
  const fractions = [confidence, noSpeechProbability ?? 0, ...words.map((word) => word.confidence)];
  for (const fraction of fractions) {
    expect(fraction).toBeGreaterThanOrEqual(0);
    expect(fraction).toBeLessThanOrEqual(1);
  }
  if (averageLogProbability !== null) expect(averageLogProbability).toBeLessThanOrEqual(0);
}

function checkSpans(spans: readonly Span[], whole: Span): void {
  let earliestMs = whole.startMs;
  for (const { startMs, endMs } of spans) {
    expect(startMs).toBeGreaterThanOrEqual(earliestMs);
    expect(endMs).toBeGreaterThanOrEqual(startMs);
    expect(endMs).toBeLessThanOrEqual(whole.endMs);
    earliestMs = startMs;
  }
}
