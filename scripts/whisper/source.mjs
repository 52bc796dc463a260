import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { npmArchive } from './npm-archive.mjs';
import { sourceCache } from './places.mjs';

/** Carries whisper.cpp 1.9.1 as it was released, all of it; many hosts reach a registry and nothing else. */
const ARCHIVE = {
  name: 'nodejs-whisper',
  version: '0.3.1',
  integrity: 'sha512-ceoilUVraRuR5FnNyXpGQT2auAR48Oc3AQBEmkXnVpSn9iN6yVRzQBFCqVTGWbk6Wdi95NhvwXNzFvuR7erLWw==',
};
const RELEASE = { url: 'https://github.com/ggml-org/whisper.cpp', tag: 'v1.9.1' };
const OLDEST = [1, 9];

/** Where the source of whisper.cpp comes from, as it stands in the record of the build. */
export function sourceName(environment = process.env) {
  if (environment.WHISPER_CPP_DIR) return resolve(environment.WHISPER_CPP_DIR);
  return environment.MOM_WHISPER_GIT === '1' ? `git ${RELEASE.tag}` : `npm ${ARCHIVE.name}@${ARCHIVE.version}`;
}

/** Folder with the source: WHISPER_CPP_DIR; with MOM_WHISPER_GIT=1 the pinned release; else what the npm package carries. */
export function findSource(environment = process.env) {
  if (environment.WHISPER_CPP_DIR) return resolve(environment.WHISPER_CPP_DIR);
  return environment.MOM_WHISPER_GIT === '1' ? clonedRelease() : packedSource();
}

/** Also what the bench builds whisper.cpp's own program of. */
export function packedSource() {
  return join(npmArchive(ARCHIVE), 'cpp', 'whisper.cpp');
}

function clonedRelease() {
  const folder = join(sourceCache, `git-${RELEASE.tag}`);
  if (existsSync(join(folder, 'CMakeLists.txt'))) return folder;
  rmSync(folder, { recursive: true, force: true });
  execFileSync('git', ['clone', '--quiet', '--depth', '1', '--branch', RELEASE.tag, RELEASE.url, folder], {
    stdio: 'ignore',
    timeout: 300_000,
  });
  return folder;
}

/** Version that the source says it is; one that is too old for the binding is refused. */
export function versionOf(source) {
  const file = join(source, 'CMakeLists.txt');
  if (!existsSync(file)) throw new Error(`${source} holds no whisper.cpp`);
  const version = /project\("whisper\.cpp" VERSION ([\d.]+)\)/.exec(readFileSync(file, 'utf8'))?.[1];
  if (!version) throw new Error(`${source} does not tell its version`);
  const [major, minor] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw new Error(`whisper.cpp ${version} in ${source} is too old: ${OLDEST.join('.')} or newer is needed`);
  return version;
}
