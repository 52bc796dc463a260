import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { MomError } from '../errors.ts';
import { fileFault } from '../meeting/index.ts';

/** A recording and the file with what is said in it. */
export interface SpokenPair {
  readonly recording: string;
  readonly text: string;
  /** The folder's name where it is a language code ("de/…"), else null. */
  readonly language: string | null;
}

const SOUND = new Set(['.wav', '.mp3', '.m4a', '.flac', '.ogg', '.opus', '.aac', '.webm', '.mp4', '.wma', '.aiff']);

/**
 * Every recording below a folder that has a .txt of its name beside it, in order of the paths.
 *
 * @throws MomError recording_missing; usage when there is no pair
 */
export async function spokenPairs(folder: string): Promise<readonly SpokenPair[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((cause: unknown) => {
    throw fileFault(folder, cause);
  });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = new Set(paths.filter((path) => path.endsWith('.txt')));
  const pairs = paths
    .filter((path) => SOUND.has(extname(path).toLowerCase()))
    .map((recording) => ({ recording, text: `${recording.slice(0, -extname(recording).length)}.txt` }))
    .filter(({ text }) => texts.has(text))
    .sort((a, b) => (a.recording < b.recording ? -1 : 1));
  if (pairs.length === 0)
    throw new MomError('usage', `No recording with a .txt of the same name beside it was found in ${folder}.`);
  return pairs.map((pair) => ({ ...pair, language: languageOf(pair.recording) }));
}

function languageOf(recording: string): string | null {
  const name = basename(dirname(recording));
  return /^[a-z]{2}$/.test(name) ? name : null;
}
