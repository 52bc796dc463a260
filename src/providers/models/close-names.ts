import { readdir } from 'node:fs/promises';

const MOST_SUGGESTIONS = 4;

/** The known names that someone who typed `wanted` may have meant, nearest first. */
export function closeNames(wanted: string, known: readonly string[]): readonly string[] {
  const typed = wanted.toLowerCase();
  const allowed = Math.max(2, Math.floor(typed.length / 3));
  return [...new Set(known)]
    .map((name) => ({ name, distance: distance(typed, name.toLowerCase()) }))
    .filter(({ distance: edits }) => edits <= allowed)
    .sort((one, other) => one.distance - other.distance)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ name }) => name);
}

/** Levenshtein distance, one row at a time. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let left = 1; left <= from.length; left += 1) {
    const next = [left];
    for (let right = 1; right <= to.length; right += 1) {
      const replaced = at(row, right - 1) + (from[left - 1] === to[right - 1] ? 0 : 1);
      next.push(Math.min(replaced, at(row, right) + 1, at(next, right - 1) + 1));
    }
    row = next;
  }
  return at(row, to.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;

/** The names by which the model files in `folders` can be asked for: "toy-en" for ggml-toy-en.bin. */
export async function localNames(folders: readonly string[]): Promise<readonly string[]> {
  const listings = await Promise.allSettled(folders.map((folder) => readdir(folder)));
  const files = listings.flatMap((listing) => (listing.status === 'fulfilled' ? listing.value : []));
  return files
    .filter((file) => /\.(?:bin|onnx)$/.test(file))
    .map((file) => file.replace(/^ggml-|\.(?:bin|onnx)$/g, ''));
}
