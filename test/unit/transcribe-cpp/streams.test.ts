import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import type { Transcriber, TranscriptionStream } from '../../../src/ports/transcriber.ts';
import { createCppTranscriber } from '../../../src/providers/transcribe-cpp/index.ts';
import { recordedLog, startedProcesses } from '../../doubles/recorded-log.ts';
import { MODEL_WITHOUT_STREAMS, type StreamCue, streamCues } from '../../doubles/stream-cues.ts';
import { ggufFile } from './gguf-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'mom-streams-'));
afterAll(() => rmSync(folder, { recursive: true }));
const modelPath = join(folder, 'moonshine.gguf');
writeFileSync(modelPath, ggufFile([['general.architecture', 'moonshine_streaming']]));

const child = new URL('../../doubles/scripted-stream-child.ts', import.meta.url);

async function aTranscriber(changes: { modelName?: string; workers?: number; timeoutMs?: number } = {}) {
  const { log, lines } = recordedLog();
  const limits = { workers: 1, threads: 1, timeoutMs: 50_000, idleMs: 60_000, useGpu: false };
  const options = { ...limits, modelPath, clock: systemClock, log, ...changes };
  return { transcriber: await createCppTranscriber(options, { chunks: child, streams: child }), lines };
}

const open = async (transcriber: Transcriber, signal?: AbortSignal): Promise<TranscriptionStream> => {
  const stream = await transcriber.openStream?.({ language: 'en' }, signal);
  if (!stream) throw new Error('it has no streams');
  return stream;
};
const say = (cue: StreamCue) => new Float32Array(8_000).fill(streamCues[cue]);

describe('a stream of transcribe.cpp, with a scripted engine', () => {
  it('tells words as they come to stand, ends with all of them, and leaves its process to the next', async () => {
    const { transcriber, lines } = await aTranscriber();
    await using _ = transcriber;
    expect(transcriber.capabilities.streaming).toBe(true);
    for (const round of [1, 2]) {
      await using stream = await open(transcriber);
      expect(await stream.feed(say('speak'))).toEqual({ committed: '', tentative: ' Good' });
      expect(await stream.feed(say('speak'))).toEqual({ committed: 'Good', tentative: ' morning' });
      const { language, segments } = await stream.finish();
      expect(language).toBe('en');
      expect(segments).toMatchObject([{ text: 'Good morning', startMs: 40, endMs: 1_000, words: [] }]);
      await expect(stream.feed(say('speak'))).rejects.toMatchObject({ code: 'stt_failed' });
      expect(transcriber.health()).toMatchObject({ jobs: 4 * round, faults: 0 });
    }
    expect(startedProcesses(lines)).toHaveLength(1);
  });

  it('says nothing when nothing was said, and bears samples that are no numbers', async () => {
    const { transcriber } = await aTranscriber();
    await using _ = transcriber;
    const stream = await open(transcriber);
    expect(await stream.feed(new Float32Array(160).fill(Number.NaN))).toEqual({ committed: '', tentative: '' });
    expect(await stream.finish()).toEqual({ language: 'en', segments: [] });
  });

  it('is one of as many as there are workers', async () => {
    const { transcriber } = await aTranscriber({ workers: 2 });
    await using _ = transcriber;
    const [first] = await Promise.all([open(transcriber), open(transcriber)]);
    await expect(open(transcriber)).rejects.toMatchObject({ code: 'stt_busy' });
    await first.finish();
    await (await open(transcriber)).finish();
  });

  it.each([
    ['dies', 'die', 'stt_crashed'],
    ['fails', 'fail', 'stt_failed'],
    ['takes back what stood', 'takeBack', 'stt_failed'],
  ] as const)('is over when the engine %s, is counted, and the next one works', async (_name, cue, code) => {
    const { transcriber, lines } = await aTranscriber();
    await using _ = transcriber;
    const stream = await open(transcriber);
    await stream.feed(say('speak'));
    await stream.feed(say('speak'));
    await expect(stream.feed(say(cue))).rejects.toMatchObject({ code });
    await stream[Symbol.asyncDispose]();
    const next = await open(transcriber);
    expect((await next.feed(say('speak'))).tentative).toBe(' Good');
    await next.finish();
    expect(transcriber.health()).toMatchObject({ jobs: 7, faults: 1 });
    expect(startedProcesses(lines)).toHaveLength(2);
  });

  it('does not outlive its time limit', async () => {
    const { transcriber } = await aTranscriber({ timeoutMs: 1_000 });
    await using _ = transcriber;
    const stream = await open(transcriber);
    await expect(stream.feed(say('hang'))).rejects.toMatchObject({ code: 'stt_timeout' });
    await stream[Symbol.asyncDispose]();
    await (await open(transcriber)).finish();
  });

  it('ends with its process when it is left, whatever that works on', async () => {
    const { transcriber, lines } = await aTranscriber();
    await using _ = transcriber;
    const leaving = new AbortController();
    const stream = await open(transcriber, leaving.signal);
    const feed = stream.feed(say('hang'));
    leaving.abort(new Error('not wanted any more'));
    await expect(feed).rejects.toThrow('not wanted any more');
    await stream[Symbol.asyncDispose]();
    const [processId = 0] = startedProcesses(lines);
    expect(() => process.kill(processId, 0)).toThrow('ESRCH');
    await (await open(transcriber)).finish();
  });

  it('is given up for good by a model that takes whole chunks only, and that is said once', async () => {
    const { transcriber, lines } = await aTranscriber({ modelName: MODEL_WITHOUT_STREAMS });
    await using _ = transcriber;
    await expect(open(transcriber)).rejects.toMatchObject({ code: 'stt_no_stream' });
    expect(transcriber.capabilities.streaming).toBe(false);
    await expect(open(transcriber)).rejects.toMatchObject({ code: 'stt_no_stream' });
    expect(lines.filter(({ msg }) => String(msg).includes('the model does not stream'))).toHaveLength(1);
    expect(startedProcesses(lines)).toHaveLength(1);
  });

  it('ends with the transcriber', async () => {
    const { transcriber } = await aTranscriber();
    const stream = await open(transcriber);
    const feed = stream.feed(say('hang')).catch((error: unknown) => error);
    await transcriber[Symbol.asyncDispose]();
    expect(await feed).toMatchObject({ code: 'aborted' });
    await expect(open(transcriber)).rejects.toMatchObject({ code: 'aborted' });
  });
});
