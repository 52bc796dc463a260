import { basename, isAbsolute, join, resolve } from 'node:path';
import type { ModelEntry } from '../../ports/model-library.ts';

/** Where the model that people asked for may lie. */
export interface SoughtModel {
  readonly entry: ModelEntry | null;
  /** Full paths, the first that exists wins. */
  readonly places: readonly string[];
  /** People named a place, not a model: nothing can be downloaded for it unless the table knows the file. */
  readonly isPath: boolean;
}

/** Reads a name ("base.en"), a file name ("ggml-toy-en.bin", or "toy-en" for it) or a path. */
export function soughtModel(
  nameOrPath: string,
  entries: readonly ModelEntry[],
  folders: readonly string[],
): SoughtModel {
  const isNothing = ['', '.', '..'].includes(nameOrPath) || /\p{Cc}/u.test(nameOrPath);
  if (isNothing) return { entry: null, places: [], isPath: false };
  if (isAbsolute(nameOrPath) || nameOrPath.includes('/')) return pathSought(nameOrPath, entries);
  const entry = entries.find(({ name, file }) => name === nameOrPath || file === nameOrPath) ?? null;
  const files = entry ? [entry.file] : fileNames(nameOrPath);
  const here = isFileName(nameOrPath) ? [resolve(nameOrPath)] : [];
  return { entry, places: [...here, ...folders.flatMap((folder) => inFolder(folder, files))], isPath: false };
}

function pathSought(path: string, entries: readonly ModelEntry[]): SoughtModel {
  const file = basename(path);
  return { entry: entries.find((entry) => entry.file === file) ?? null, places: [resolve(path)], isPath: true };
}

const isFileName = (name: string): boolean => /\.(?:bin|onnx)$/.test(name);
const fileNames = (name: string): string[] => [name, `ggml-${name}.bin`, `${name}.bin`, `${name}.onnx`];
const inFolder = (folder: string, files: readonly string[]): string[] => files.map((file) => join(folder, file));
