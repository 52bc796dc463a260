import { systemClock as clock } from '../../src/clock.ts';
import { type Pcm, SAMPLE_RATE_HZ } from '../../src/domain/audio.ts';
import { createLog } from '../../src/log.ts';
import { createWhisperTranscriber } from '../../src/providers/whisper/index.ts';
import { shared } from '../shared.ts';
import { childrenOf, peakMegabytes } from './cpu-time.ts';
import { bareWords, savedChunks, speechChunks, turnChunks } from './speech-chunks.ts';
import { cpuOf, type Stage } from './stage.ts';
import { buildWhisperCli, runWhisperCli } from './whisper-cli.ts';

const THREADS = 1;
const CHUNK_SECONDS = 5;
const STUB_CHUNKS = 12;

export interface EngineComparison {
  readonly stages: readonly Stage[];
  /** Our CPU seconds divided by those of whisper.cpp's own program. */
  readonly ratios: { readonly tinySized: number; readonly toy: number };
  /** Whether both wrote the same words with the toy model. */
  readonly sameText: boolean;
  readonly peakMegabytes: number;
}

interface Heard {
  readonly text: string;
  readonly peakMegabytes: number;
}

/** The same chunks, model and threads through our engine and through whisper.cpp's program: the stub of tiny for cost, the toy model for text. */
export async function compareEngines(folder: string): Promise<EngineComparison> {
  buildWhisperCli();
  const tiny = await compare(
    'tiny-sized model',
    shared('models', 'for-tests-ggml-tiny.en.bin'),
    speechChunks(STUB_CHUNKS, CHUNK_SECONDS),
    folder,
  );
  const toy = await compare('toy model', shared('models', 'ggml-toy-en.bin'), turnChunks(), folder);
  return {
    stages: [...tiny.stages, ...toy.stages],
    ratios: { tinySized: tiny.ratio, toy: toy.ratio },
    sameText: toy.isSameText,
    peakMegabytes: Math.max(tiny.peakMegabytes, toy.peakMegabytes),
  };
}

async function compare(name: string, model: string, chunks: readonly Pcm[], folder: string) {
  const files = savedChunks(chunks, folder);
  const audioSeconds = chunks.reduce((sum, chunk) => sum + chunk.length, 0) / SAMPLE_RATE_HZ;
  const ours = await cpuOf(() => transcribeAll(model, chunks));
  const theirs = await cpuOf(async () => runWhisperCli(model, THREADS, files));
  const stage = (who: string, cpuSeconds: number): Stage => ({
    name: `${name}, ${who}`,
    audioSeconds,
    cpuSeconds,
    childPeakMegabytes: 0,
  });
  return {
    stages: [stage('AI MOM', ours.cpuSeconds), stage('whisper-cli', theirs.cpuSeconds)],
    ratio: ours.cpuSeconds / theirs.cpuSeconds,
    isSameText: bareWords(ours.result.text) === bareWords(theirs.result),
    peakMegabytes: ours.result.peakMegabytes,
  };
}

async function transcribeAll(modelPath: string, chunks: readonly Pcm[]): Promise<Heard> {
  const options = {
    modelPath,
    workers: 1,
    threads: THREADS,
    timeoutMs: 120_000,
    idleMs: 600_000,
    useGpu: false,
    clock,
  };
  await using transcriber = createWhisperTranscriber({ ...options, log: createLog('warn') });
  const texts: string[] = [];
  for (const pcm of chunks) {
    const { segments } = await transcriber.transcribe({ pcm, language: 'en' });
    texts.push(...segments.map((segment) => segment.text));
  }
  return { text: texts.join(' '), peakMegabytes: Math.max(...childrenOf(process.pid).map(peakMegabytes)) };
}
