// What was built stands beside it: a second `npm install` compares and does nothing, `mom doctor` and the engine tell it.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { featuresOf, hasOpenMp, hasTools, machineFlags } from './compiler.mjs';
import { flagsFile, patchFile, recipeFile } from './libwhisper.mjs';
import { addon, packageHome, record } from './places.mjs';
import { sourceName } from './source.mjs';

/** Everything that decides what comes out of a build on this machine. */
export function wantedBuild(backend) {
  const march = process.env.MOM_WHISPER_MARCH || 'native';
  const flags = machineFlags(march);
  return {
    version: JSON.parse(readFileSync(join(packageHome, 'package.json'), 'utf8')).version,
    platform: process.platform,
    arch: process.arch,
    wantedBackend: backend,
    march,
    machineFlags: flags,
    features: featuresOf(flags),
    hasOpenMp: hasOpenMp(),
    hasCmake: hasTools(['cmake']),
    source: sourceName(),
    recipe: [patchFile, recipeFile, flagsFile].map(digest).join(' '),
  };
}

/** @param isFullyWanted whether an older engine in the place of the wanted one does not count */
export function isBuilt(wanted, isFullyWanted) {
  if (!existsSync(addon) || !existsSync(record)) return false;
  const saved = readRecord();
  if (isFullyWanted && saved.fellBack) return false;
  return Object.entries(wanted).every(([name, value]) => JSON.stringify(saved[name]) === JSON.stringify(value));
}

/** A record that was cut off is none. */
function readRecord() {
  try {
    return JSON.parse(readFileSync(record, 'utf8'));
  } catch {
    return {};
  }
}

/** @param fellBack why it is not what was wanted, or null */
export function writeRecord(wanted, built, fellBack) {
  writeFileSync(record, `${JSON.stringify({ ...wanted, ...built, fellBack }, null, 2)}\n`);
}

const digest = (file) => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
