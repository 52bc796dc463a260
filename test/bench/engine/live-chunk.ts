import { join } from 'node:path';
import { systemClock } from '../../../src/clock.ts';
import type { Pcm } from '../../../src/domain/audio.ts';
import { createLog } from '../../../src/log.ts';
import type { Transcriber } from '../../../src/ports/transcriber.ts';
import { createCppTranscriber } from '../../../src/providers/transcribe-cpp/index.ts';
import { writeRandomModel } from '../random-model.ts';
import { bareWords, savedChunks, speechChunks, turnChunks } from '../speech-chunks.ts';
import { cpuOf } from '../stage.ts';
import { runWhisperCli } from '../whisper-cli.ts';
import type { EngineStage, StageSettings } from './engine-stage.ts';
import { atMost, holds, type Measure, told } from './measure.ts';
import { needWhisperCli } from './need-whisper-cli.ts';
import { openWhisper, TINY_STUB, TOY_MODEL } from './open-engines.ts';

const CHUNK_SECONDS = 5;
/** Of the base-sized model in each chunk: a fast speaker's. */
const WORDS = 24;
/** Part of whisper-cli's CPU that ours may take. */
const BAR = 0.2;
const THREADS = 1;

/** The same chunks, model and threads through our engine and through whisper.cpp's own program, one after the other. */
export const liveChunk: EngineStage = {
  name: 'live-chunk',
  title: 'a chunk of 5 s live, against whisper-cli',
  run: async (settings) => {
    needWhisperCli();
    const chunks = settings.isQuick ? { tiny: 4, base: 3 } : { tiny: 13, base: 7 };
    const base = writeRandomModel('base', join(settings.folder, 'base.bin'), {
      words: WORDS,
      chunkSeconds: CHUNK_SECONDS,
    });
    return [
      ...(await compare('tiny (stub)', TINY_STUB, speechChunks(chunks.tiny, CHUNK_SECONDS), settings)),
      ...(await compare('base (random weights)', base.path, speechChunks(chunks.base, CHUNK_SECONDS), settings)),
      ...(await compare('toy', TOY_MODEL, turnChunks(), settings)),
    ];
  },
};

/** What the first chunk costs is the start of the program: it is taken off on both sides, as a live engine runs for hours. */
async function compare(
  name: string,
  model: string,
  chunks: readonly Pcm[],
  { folder }: StageSettings,
): Promise<readonly Measure[]> {
  const files = savedChunks(chunks, folder);
  const ours = await cpuOf(() => hearAll(openWhisper(model), chunks));
  const theirs = await cpuOf(async () => runWhisperCli(model, THREADS, files));
  const theirFirst = await cpuOf(async () => runWhisperCli(model, THREADS, files.slice(0, 1)));
  const further = chunks.length - 1;
  const [ourChunk, theirChunk] = [
    ours.result.furtherCpuSeconds / further,
    (theirs.cpuSeconds - theirFirst.cpuSeconds) / further,
  ];
  const ratio = ourChunk / theirChunk;
  const ratioName = `${name}: part of whisper-cli's CPU`;
  return [
    model === TOY_MODEL ? told(ratioName, ratio) : atMost(ratioName, ratio, BAR),
    holds(`${name}: the same text`, bareWords(ours.result.text) === bareWords(theirs.result)),
    told(`${name}: CPU of a further chunk`, ourChunk, 's'),
    told(`${name}: whisper-cli's`, theirChunk, 's'),
    told(`${name}: part of it for all ${chunks.length} chunks, starts included`, ours.cpuSeconds / theirs.cpuSeconds),
    ...(await withoutCompiler(name, model, chunks, ours.result.text)),
  ];
}

/** The engine for machines without a compiler reads no stub. */
async function withoutCompiler(name: string, model: string, chunks: readonly Pcm[], text: string): Promise<Measure[]> {
  if (model === TINY_STUB) return [];
  const settings = { modelPath: model, workers: 1, threads: THREADS, timeoutMs: 120_000, idleMs: 600_000 };
  const cpp = await cpuOf(async () =>
    hearAll(
      await createCppTranscriber({ ...settings, useGpu: false, clock: systemClock, log: createLog('error') }),
      chunks,
    ),
  );
  return [
    told(`${name}: transcribe.cpp's`, cpp.result.furtherCpuSeconds / (chunks.length - 1), 's'),
    told(`${name}: transcribe.cpp has the same text`, bareWords(cpp.result.text) === bareWords(text) ? 'yes' : 'no'),
  ];
}

interface Heard {
  readonly text: string;
  /** Of all chunks but the first. */
  readonly furtherCpuSeconds: number;
}

/** Closes the engine, so that all its CPU time is counted. */
async function hearAll(engine: Transcriber, [first, ...further]: readonly Pcm[]): Promise<Heard> {
  await using transcriber = engine;
  const texts: string[] = [];
  const hear = async (pcm: Pcm): Promise<void> => {
    const { segments } = await transcriber.transcribe({ pcm, language: 'en' });
    texts.push(...segments.map((segment) => segment.text));
  };
  if (first) await hear(first);
  const { cpuSeconds } = await cpuOf(async () => {
    for (const pcm of further) await hear(pcm);
  });
  return { text: texts.join(' '), furtherCpuSeconds: cpuSeconds };
}
