import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from '../runtime.mjs';
import { sourceCache } from './places.mjs';

/** Longer than this no set-up should wait for a registry. */
const DOWNLOAD_TIMEOUT_SECONDS = 120;

/**
 * The unpacked content of a package that is no dependency; taken once, then from the cache. The archive must be the one that was
 * looked at: its SHA-512 is part of this repository.
 */
export function npmArchive({ name, version, integrity }) {
  const folder = join(sourceCache, `${name}-${version}`);
  if (existsSync(folder)) return join(folder, 'package');
  const fresh = `${folder}.part`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  download(`${name}@${version}`, fresh);
  const archive = join(fresh, `${name}-${version}.tgz`);
  const actual = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (actual !== integrity)
    throw new Error(`npm's ${name}@${version} is not the one that this version of AI MOM knows`);
  execFileSync('tar', ['xzf', archive, '-C', fresh]);
  rmSync(archive);
  renameSync(fresh, folder);
  return join(folder, 'package');
}

function download(what, folder) {
  const wait = ['--fetch-retries=1', `--fetch-timeout=${DOWNLOAD_TIMEOUT_SECONDS * 1_000}`];
  try {
    runNpm(['pack', what, '--silent', '--prefer-offline', ...wait, '--pack-destination', folder], folder, {}, 'ignore');
  } catch (error) {
    throw new Error(`npm could not bring ${what} (is there a network?)`, { cause: error });
  }
}
