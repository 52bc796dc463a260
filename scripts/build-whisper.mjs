// The transcription engine, compiled for this machine (docs/decisions/2026-11-23-whisper-build.md). Part of the set-up, and by hand:
// npm run build:whisper -- [--cpu | --cuda | --vulkan | --metal]
import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { broughtNode, hostIsNewEnough } from './runtime.mjs';
import { chooseBackend, thisMachine } from './whisper/backend.mjs';
import { buildBundled } from './whisper/bundled.mjs';
import { hasTools } from './whisper/compiler.mjs';
import { buildLibwhisper } from './whisper/libwhisper.mjs';
import { packageHome } from './whisper/places.mjs';
import { isBuilt, wantedBuild, writeRecord } from './whisper/record.mjs';

const NO_COMPILER =
  'no C++ compiler (make, g++, and cmake or python3) was found, so the prebuilt transcribe.cpp does the work: no word times; with a compiler `npm install` builds the better engine';

/** For the set-up: builds the best engine that this machine can build, says in one line where that is not the wanted one. */
export function buildWhisper({ node }) {
  if (!existsSync(packageHome))
    return warn('smart-whisper is not installed, so the prebuilt transcribe.cpp does the work');
  const name = chosenBackend();
  const wanted = wantedBuild(name);
  if (isBuilt(wanted, false)) return undefined;
  if (!hasTools(['make', 'g++'])) return warn(NO_COMPILER);
  const faults = [];
  for (const backend of new Set([name, 'cpu'])) {
    const fault = tryLibwhisper(node, wanted, backend, faults);
    if (fault === null) return undefined;
    faults.push(fault);
  }
  return fallBack(node, wanted, faults);
}

/** A wrong word in the environment costs the GPU, not the set-up. */
function chosenBackend() {
  try {
    return chooseBackend([], process.env);
  } catch (error) {
    warn(`${error.message}; the engine is built for the CPU`);
    return 'cpu';
  }
}

/** Null when it went well, else what went wrong. */
function tryLibwhisper(node, wanted, backend, faults) {
  if (!wanted.hasCmake) return 'cmake was not found';
  try {
    const built = buildLibwhisper({ node, wish: wishFor(wanted, backend), log });
    if (faults.length > 0) warn(`the engine is built for the CPU only: ${faults.join('; ')}`);
    writeRecord(wanted, built, faults[0] ?? null);
    return null;
  } catch (error) {
    return `${backend}: ${error.message}`;
  }
}

function fallBack(node, wanted, faults) {
  if (!hasTools(['python3'])) return warn(`${NO_COMPILER} (${faults.at(-1)})`);
  const why = faults.at(-1);
  warn(
    `${why}, so the older whisper.cpp inside smart-whisper is used: twice the CPU time; \`npm run build:whisper\` tries again`,
  );
  writeRecord(wanted, buildBundled({ node, wish: wanted, log }), why);
  return undefined;
}

const wishFor = (wanted, backend) => ({ ...wanted, backend, hasGpu: backend === 'cuda' && thisMachine.hasCuda() });

/** By hand: exactly what was asked for, or an error; what is there stays. */
function buildAsAsked(args, node) {
  const name = chooseBackend(args, process.env);
  const wanted = wantedBuild(name);
  if (isBuilt(wanted, true)) return log(`the engine is built already (${name}, ${wanted.march})`);
  if (!hasTools(['cmake', 'make', 'g++'])) throw new Error('cmake, make and g++ are needed to build the engine');
  try {
    writeRecord(wanted, buildLibwhisper({ node, wish: wishFor(wanted, name), log }), null);
  } catch (error) {
    throw new Error(`the engine could not be built for ${name}: ${error.message}`, { cause: error });
  }
  return log(`the engine is built (${name}, ${wanted.march})`);
}

function log(text) {
  console.log(`set-up: ${text}`);
}

function warn(text) {
  console.warn(`set-up: ${text}`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    buildAsAsked(process.argv.slice(2), hostIsNewEnough() ? process.execPath : broughtNode());
  } catch (error) {
    console.error(`build: ${error.message}`);
    process.exitCode = 1;
  }
}
