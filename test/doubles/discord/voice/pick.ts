/** Which packets of a row something happens to, as data, so that it can cross a process. */
export type Pick =
  | readonly number[]
  /** Each `every`th, the first one at `offset`. */
  | { readonly every: number; readonly offset?: number }
  /** From `from` on, before `to`. */
  | { readonly from: number; readonly to: number }
  /** By chance, the same for the same seed. */
  | { readonly share: number; readonly seed?: number };

export function picks(pick: Pick | undefined, index: number): boolean {
  if (pick === undefined) return false;
  if (isIndices(pick)) return pick.includes(index);
  if ('every' in pick) return index % pick.every === (pick.offset ?? 0);
  if ('from' in pick) return index >= pick.from && index < pick.to;
  return chance(index, pick.seed ?? 1) < pick.share;
}

const isIndices = (pick: Pick): pick is readonly number[] => Array.isArray(pick);

/** A number in [0, 1) that depends on index and seed alone (splitmix32's finalizer). */
function chance(index: number, seed: number): number {
  let hash = (index + Math.imul(seed, 0x9e3779b9)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
