// smart-whisper's binding, patched, with a whisper.cpp >= 1.9 inside: one file, no library beside it.
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addonFacts } from './addon-facts.mjs';
import { applyPatch } from './apply-patch.mjs';
import { cmakeFlags } from './cmake-flags.mjs';
import { nodeAddonApi, nodeHeaders } from './node-headers.mjs';
import { addon, buildFolder, logFile, packageHome } from './places.mjs';
import { logged } from './run.mjs';
import { findSource, versionOf } from './source.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const patchFile = join(here, 'smart-whisper.patch');
export const recipeFile = join(here, 'CMakeLists.txt');
export const flagsFile = join(here, 'cmake-flags.mjs');

/** A compiler of ggml needs up to 1 GB; more at once only helps on large machines. */
const MOST_JOBS = 8;

/** Builds in the cache and puts the result in its place at the end, so a build that fails leaves what was there. */
export function buildLibwhisper({ node, wish, log }) {
  const source = findSource();
  const version = versionOf(source);
  log(
    `compiling whisper.cpp ${version} for ${wish.backend === 'cpu' ? 'this CPU' : wish.backend} (${wish.march}), once, a minute or two`,
  );
  rmSync(buildFolder, { recursive: true, force: true });
  const flags = cmakeFlags({ ...wish, arch: process.arch });
  const folders = {
    WHISPER_SOURCE: source,
    BINDING_SOURCE: patchedBinding(),
    NODE_HEADERS: nodeHeaders(node),
    NODE_ADDON_API: nodeAddonApi(),
  };
  compile([...flags, ...Object.entries(folders).map(([name, folder]) => `-D${name}=${folder}`)]);
  const built = join(buildFolder, 'smart-whisper.node');
  const facts = addonFacts({ node, file: built, version, wish });
  install(built);
  rmSync(buildFolder, { recursive: true });
  return { engine: 'libwhisper', backend: wish.backend, whisper: version, ...facts, flags };
}

function patchedBinding() {
  const folder = join(buildFolder, 'binding');
  mkdirSync(buildFolder, { recursive: true });
  cpSync(join(packageHome, 'src', 'binding'), folder, { recursive: true });
  const texts = applyPatch(readFileSync(patchFile, 'utf8'), (file) => readFileSync(join(folder, file), 'utf8'));
  for (const [file, text] of texts) writeFileSync(join(folder, file), text);
  return folder;
}

function compile(flags) {
  const jobs = String(Math.min(MOST_JOBS, availableParallelism()));
  try {
    logged((stdio) => {
      execFileSync('cmake', ['-S', here, '-B', buildFolder, ...flags], { stdio });
      execFileSync('cmake', ['--build', buildFolder, '--target', 'smart-whisper', '--parallel', jobs], { stdio });
    });
  } catch (error) {
    throw new Error(`whisper.cpp did not compile (log: ${logFile})`, { cause: error });
  }
}

/** By renaming: a child that runs keeps the file that it has loaded. */
function install(built) {
  mkdirSync(dirname(addon), { recursive: true });
  copyFileSync(built, `${addon}.new`);
  renameSync(`${addon}.new`, addon);
}
