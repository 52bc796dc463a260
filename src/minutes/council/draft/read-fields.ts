import { cleanLine } from './clean-line.ts';
import { draftLimits } from './draft-limits.ts';

/** An object of JSON of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Collects what was wrong with an answer, in bounded number. */
export class Faults {
  readonly #texts: string[] = [];
  #count = 0;

  /** How many there were, told or not. */
  get count(): number {
    return this.#count;
  }

  add(text: string): void {
    this.#count += 1;
    if (this.#texts.length < draftLimits.faults) this.#texts.push(text);
  }

  list(): readonly string[] {
    return [...this.#texts];
  }
}

/** Whether a value is an object and no list. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const CITED_IDS = /\s*[[(]\s*s\d+(?:\s*[,;–-]\s*s\d+)*\s*[\])]/gi;

/** A statement without the ids that some models repeat in it. */
export const statementOf = (value: unknown): string => lineOf(value).replaceAll(CITED_IDS, '');

/** A line of text; numbers are taken as they are written, everything else is "". */
export function lineOf(value: unknown, longest: number = draftLimits.textLength): string {
  if (typeof value === 'string') return cleanLine(value, longest);
  return typeof value === 'number' ? String(value) : '';
}

/** A name, or null for "", "none", "unassigned" and whatever else means nobody. */
export function nameOf(value: unknown): string | null {
  const name = lineOf(value, draftLimits.nameLength);
  return /^(?:|null|none|n\/a|unknown|unassigned|nobody|-+|tbd)$/i.test(name) ? null : name;
}

/** The items of a list that can be read, at most `limit`; each that can't is a fault, and so is one that had to be bent. */
export function listOf<T>(
  fields: Fields,
  key: string,
  options: { readonly limit: number; readonly faults: Faults; readonly read: (item: unknown) => T | null },
): readonly T[] {
  const { limit, faults, read } = options;
  const value = fields[key];
  if (!Array.isArray(value)) {
    if (value !== undefined && value !== null) faults.add(`${key} is no list`);
    return [];
  }
  if (value.length > limit) faults.add(`${key} has ${value.length} items, the first ${limit} count`);
  const items: T[] = [];
  for (const [index, entry] of value.slice(0, limit).entries()) {
    const item = read(entry);
    if (item === null) faults.add(`${key}[${index}] can't be read`);
    else items.push(item);
  }
  return items;
}
