// Compiles smart-whisper for this CPU: the stock build has no AVX and takes 13 times the CPU (docs/decisions/2026-11-23-whisper-build.md).
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot, runNpm } from './runtime.mjs';

const home = join(projectRoot, 'node_modules', 'smart-whisper');
const addon = join(home, 'build', 'Release', 'smart-whisper.node');
const record = join(home, 'build', 'mom-build.json');
const logFile = join(projectRoot, 'node_modules', '.cache', 'whisper-build.log');

/** MOM_WHISPER_MARCH (for images that run elsewhere, e.g. x86-64-v3) replaces the host's own instruction set. */
export function buildWhisper({ node }) {
  if (!existsSync(home)) return warn('smart-whisper is not installed, so nothing can be transcribed on this machine');
  const wanted = wantedBuild();
  if (isBuilt(wanted)) return undefined;
  if (!hasCompiler())
    return warn(
      'no C++ compiler (make, g++) was found, so nothing can be transcribed on this machine until one is there and `npm install` runs again',
    );
  console.log(`set-up: compiling whisper.cpp for this CPU (${wanted.march}), once, about a minute`);
  initialiseContextParameters();
  compile(wanted, node);
  writeFileSync(record, `${JSON.stringify(wanted, null, 2)}\n`);
  return undefined;
}

/** smart-whisper leaves the fields that it does not know at random values; whisper.cpp has defaults for them. */
function initialiseContextParameters() {
  const file = join(home, 'src', 'binding', 'model.cc');
  const [from, to] = [
    '    whisper_context_params params;\n    params.',
    '    whisper_context_params params = whisper_context_default_params();\n    params.',
  ];
  const source = readFileSync(file, 'utf8');
  if (source.includes(to)) return;
  if (!source.includes(from)) throw new Error(`smart-whisper's ${file} is not the version that this set-up knows`);
  writeFileSync(file, source.replace(from, to));
}

function wantedBuild() {
  const march = process.env.MOM_WHISPER_MARCH || 'native';
  const version = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version;
  return {
    version,
    march,
    platform: process.platform,
    arch: process.arch,
    hasOpenMp: hasOpenMp(),
    patch: 1,
    features: cpuFeatures(march),
  };
}

/** Instruction sets that the compiler will use, as its predefined macros tell: "avx2", "avx512f", ... */
function cpuFeatures(march) {
  const probe = spawnSync('g++', [...marchFlags(march), '-dM', '-E', '-x', 'c', '/dev/null'], { encoding: 'utf8' });
  const macros =
    probe.status === 0
      ? [
          ...probe.stdout.matchAll(
            /#define __(SSE4_2|SSSE3|AVX|AVX2|FMA|F16C|BMI2|AVX512[A-Z0-9]*|ARM_FEATURE_DOTPROD)(?:__)? /g,
          ),
        ]
      : [];
  return macros.map((match) => match[1].toLowerCase()).sort();
}

/** Without OpenMP ggml's threads spin while they wait: on a busy machine two of them take 8 times as long as one. */
function hasOpenMp() {
  return spawnSync('g++', ['-fopenmp', '-dM', '-E', '-x', 'c', '/dev/null'], { stdio: 'ignore' }).status === 0;
}

function marchFlags(march) {
  if (process.arch === 'arm64') return march === 'native' ? ['-mcpu=native'] : [`-march=${march}`];
  return [`-march=${march}`];
}

function isBuilt(wanted) {
  if (!existsSync(addon) || !existsSync(record)) return false;
  return JSON.stringify(JSON.parse(readFileSync(record, 'utf8'))) === JSON.stringify(wanted);
}

function hasCompiler() {
  return ['make', 'g++', 'python3'].every((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0);
}

function compile(wanted, node) {
  mkdirSync(dirname(logFile), { recursive: true });
  const openMp = wanted.hasOpenMp ? ['-fopenmp', '-DGGML_USE_OPENMP'] : [];
  const flags = [...marchFlags(wanted.march), ...openMp].join(' ');
  const headers = join(dirname(dirname(node)), 'include', 'node');
  const nodedir = existsSync(join(headers, 'node_api.h')) ? { npm_config_nodedir: dirname(dirname(node)) } : {};
  const env = {
    CFLAGS: flags,
    CXXFLAGS: flags,
    LDFLAGS: wanted.hasOpenMp ? '-fopenmp' : '',
    COMPUTE_BACKEND: 'cpu',
    JOBS: '2',
    ...nodedir,
  };
  try {
    runNpmQuietly(env);
  } catch (error) {
    throw new Error(`whisper.cpp did not compile (log: ${logFile})`, { cause: error });
  }
  if (!existsSync(addon)) throw new Error(`whisper.cpp was built, but ${addon} is missing (log: ${logFile})`);
}

function runNpmQuietly(env) {
  const log = openSync(logFile, 'w');
  try {
    runNpm(['run', 'install', '--prefix', home], home, env, ['ignore', log, log]);
  } finally {
    closeSync(log);
  }
}

function warn(text) {
  console.warn(`set-up: ${text}`);
}
