import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Instruction sets that decide the speed of whisper.cpp. */
const TELLING_FEATURES = ['avx512f', 'avx2', 'avx', 'fma', 'f16c', 'arm_feature_dotprod'];
/** Backends of ggml that are no CPU, as people write them. */
const GPU_NAMES: Readonly<Record<string, string>> = { cuda: 'CUDA', vulkan: 'Vulkan', metal: 'Metal' };

/** The installed addon: where it is and what it was compiled for. */
export interface EngineFacts {
  /** Folder of the package; null when it is not installed. */
  readonly home: string | null;
  readonly version: string;
  /** Of whisper.cpp; null when it is the one that smart-whisper carries, or nobody knows. */
  readonly whisper: string | null;
  /** "CUDA"; null for an engine that knows the CPU only. */
  readonly gpu: string | null;
  readonly hasTinyBlas: boolean;
  readonly hasOpenMp: boolean;
  /** Null when the set-up did not compile it. */
  readonly features: readonly string[] | null;
}

export function readEngineFacts(): EngineFacts {
  const home = packageFolder();
  const version = home && readJson(join(home, 'package.json'))?.['version'];
  return { home, version: typeof version === 'string' ? version : '', ...toBuildFacts(home ? readBuild(home) : null) };
}

const readBuild = (home: string): Json | null => readJson(join(home, 'build', 'mom-build.json'));

/** What the set-up wrote about the build; records of another shape tell less. */
export function toBuildFacts(build: Json | null): Omit<EngineFacts, 'home' | 'version'> {
  const { whisper, backend, tinyBlas, openMp, features } = build ?? {};
  return {
    whisper: typeof whisper === 'string' ? whisper : null,
    gpu: typeof backend === 'string' ? (GPU_NAMES[backend] ?? null) : null,
    hasTinyBlas: tinyBlas === true,
    hasOpenMp: openMp === true,
    features: Array.isArray(features) ? features.filter((feature) => typeof feature === 'string') : null,
  };
}

/** One line for people. */
export function describeEngine(engine: EngineFacts, modelName: string, useGpu: boolean): string {
  if (!engine.home) return `whisper.cpp (not installed), model ${modelName}`;
  const name = `whisper.cpp${engine.whisper ? ` ${engine.whisper}` : ''} (smart-whisper ${engine.version})`;
  const gpu = useGpu && engine.gpu ? [`${engine.gpu} where there is a GPU, else`] : [];
  return [name, `model ${modelName}`, ...libraries(engine), [...gpu, describeCpu(engine)].join(' ')].join(', ');
}

const libraries = ({ hasTinyBlas, hasOpenMp }: EngineFacts): readonly string[] => [
  ...(hasTinyBlas ? ['tinyBLAS'] : []),
  ...(hasOpenMp ? ['OpenMP'] : []),
];

function describeCpu({ features }: EngineFacts): string {
  if (!features) return 'CPU, build unknown';
  const telling = TELLING_FEATURES.filter((feature) => features.includes(feature));
  return telling.length > 0 ? `CPU ${telling.join(' ')}` : 'CPU without vector instructions (slow)';
}

function packageFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('smart-whisper/package.json'));
  } catch {
    return null;
  }
}

type Json = Readonly<Record<string, unknown>>;

function readJson(path: string): Json | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Json;
  } catch {
    return null;
  }
}
