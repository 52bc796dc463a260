import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Instruction sets that decide the speed of whisper.cpp. */
const TELLING_FEATURES = ['avx512f', 'avx2', 'avx', 'fma', 'f16c', 'arm_feature_dotprod'];

/** The installed addon: where it is and what it was compiled for. */
export interface EngineFacts {
  /** Folder of the package; null when it is not installed. */
  readonly home: string | null;
  readonly version: string;
  /** Null when the set-up did not compile it. */
  readonly features: readonly string[] | null;
}

export function readEngineFacts(): EngineFacts {
  const home = packageFolder();
  if (!home) return { home, version: '', features: null };
  const version = readJson(join(home, 'package.json'))?.['version'];
  const features = readJson(join(home, 'build', 'mom-build.json'))?.['features'];
  return {
    home,
    version: typeof version === 'string' ? version : '',
    features: Array.isArray(features) ? features.filter((feature) => typeof feature === 'string') : null,
  };
}

/** One line for people. */
export function describeEngine(engine: EngineFacts, modelName: string, useGpu: boolean): string {
  const version = engine.home ? `smart-whisper ${engine.version}` : 'not installed';
  return `whisper.cpp (${version}), model ${modelName}, ${useGpu ? 'GPU where there is one, else ' : ''}${describeCpu(engine)}`;
}

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

function readJson(path: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>;
  } catch {
    return null;
  }
}
