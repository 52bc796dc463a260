// The whisper.cpp of 2024 that smart-whisper carries, with its own build script: twice the CPU, but it needs no CMake and no download.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runNpm } from '../runtime.mjs';
import { ownHeaders } from './node-headers.mjs';
import { addon, logFile, packageHome } from './places.mjs';
import { logged } from './run.mjs';

/** smart-whisper's own script would build without AVX, at 13 times the CPU. */
export function buildBundled({ node, wish, log }) {
  log(`compiling the whisper.cpp that smart-whisper carries (${wish.march}), once, about a minute`);
  initialiseContextParameters();
  const openMp = wish.hasOpenMp ? ['-fopenmp', '-DGGML_USE_OPENMP'] : [];
  const flags = [...wish.machineFlags, ...openMp];
  const env = {
    CFLAGS: flags.join(' '),
    CXXFLAGS: flags.join(' '),
    LDFLAGS: wish.hasOpenMp ? '-fopenmp' : '',
    // The "openblas" that it would detect links a library that these sources no longer use.
    COMPUTE_BACKEND: 'cpu',
    JOBS: '2',
    ...(ownHeaders(node) ? { npm_config_nodedir: dirname(dirname(node)) } : {}),
  };
  try {
    logged((stdio) => runNpm(['run', 'install', '--prefix', packageHome], packageHome, env, stdio));
  } catch (error) {
    throw new Error(`whisper.cpp did not compile (log: ${logFile})`, { cause: error });
  }
  if (!existsSync(addon)) throw new Error(`whisper.cpp was built, but ${addon} is missing (log: ${logFile})`);
  return { engine: 'bundled', backend: 'cpu', whisper: null, openMp: wish.hasOpenMp, tinyBlas: false, flags };
}

/** smart-whisper leaves the fields that it does not know at random values; whisper.cpp has defaults for them. */
function initialiseContextParameters() {
  const file = join(packageHome, 'src', 'binding', 'model.cc');
  const [from, to] = [
    '    whisper_context_params params;\n    params.',
    '    whisper_context_params params = whisper_context_default_params();\n    params.',
  ];
  const source = readFileSync(file, 'utf8');
  if (source.includes(to)) return;
  if (!source.includes(from)) throw new Error(`smart-whisper's ${file} is not the version that this set-up knows`);
  writeFileSync(file, source.replace(from, to));
}
