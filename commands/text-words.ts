import { MomError } from '../src/errors.ts';

/** What keyboards make of a quotation mark. */
const QUOTES = '"“”„';
const SPACE = /\s/u;

/** A piece of a typed line and where it ends. */
interface Piece {
  readonly value: string;
  readonly end: number;
}

/** What was typed, sorted into `name:value` pairs and the rest. */
export interface TypedOptions {
  readonly named: ReadonlyMap<string, string>;
  /** Everything else, word for word. */
  readonly free: string;
}

/**
 * Takes the `name:value` pairs of known names out of a line; values with spaces stand in quotes. Whatever is in quotes of its own is no
 * pair.
 *
 * @throws MomError usage for quotes that don't end, a name that comes twice
 */
export function sortOptions(line: string, names: ReadonlySet<string>): TypedOptions {
  const named = new Map<string, string>();
  let free = '';
  for (let at = 0; at < line.length; ) {
    const name = nameAt(line, at, names);
    const end = name === null ? freeEnd(line, at) : addPair(line, at, name, named);
    if (name === null) free += line.slice(at, end);
    at = end;
  }
  return { named, free: free.trim() };
}

/** The first word of a line, or what its quotes hold, and the rest. */
export function takeWord(line: string): { readonly word: string; readonly rest: string } {
  const { value, end } = quotedAt(line, 0) ?? { value: line.slice(0, wordEnd(line, 0)), end: wordEnd(line, 0) };
  return { word: value, rest: line.slice(end).trim() };
}

/** A line that is one quotation, without its marks; any other as it is. */
export function unquoted(line: string): string {
  const quoted = quotedAt(line, 0);
  return quoted?.end === line.length ? quoted.value : line;
}

function nameAt(line: string, at: number, names: ReadonlySet<string>): string | null {
  const isStart = at === 0 || SPACE.test(line.charAt(at - 1));
  const typed = isStart ? /^([A-Za-z-]+):(?=\S)/.exec(line.slice(at, at + 40))?.[1]?.toLowerCase() : undefined;
  return typed !== undefined && names.has(typed) ? typed : null;
}

function addPair(line: string, at: number, name: string, named: Map<string, string>): number {
  const from = at + name.length + 1;
  const isQuoted = QUOTES.includes(line.charAt(from));
  const quoted = isQuoted ? quotedAt(line, from) : null;
  if (isQuoted && !quoted) throw new MomError('usage', `The quotes of "${name}" do not end.`);
  if (named.has(name)) throw new MomError('usage', `"${name}" is there twice.`);
  const end = quoted?.end ?? wordEnd(line, from);
  named.set(name, quoted?.value ?? line.slice(from, end));
  return end;
}

/** Spaces, a quotation or a word. */
function freeEnd(line: string, at: number): number {
  if (SPACE.test(line.charAt(at))) return at + 1;
  return quotedAt(line, at)?.end ?? wordEnd(line, at);
}

function wordEnd(line: string, at: number): number {
  let end = at;
  while (end < line.length && !SPACE.test(line.charAt(end))) end++;
  return end;
}

/** Null where no quotation begins, or none that ends with its word. A backslash before a mark or a backslash keeps it. */
function quotedAt(line: string, at: number): Piece | null {
  if (!QUOTES.includes(line.charAt(at)) || at >= line.length) return null;
  let value = '';
  for (let index = at + 1; index < line.length; index++) {
    const letter = line.charAt(index);
    const next = line.charAt(index + 1);
    if (letter === '\\' && (next === '\\' || (next !== '' && QUOTES.includes(next)))) {
      value += next;
      index++;
    } else if (QUOTES.includes(letter)) {
      return next === '' || SPACE.test(next) ? { value, end: index + 1 } : null;
    } else value += letter;
  }
  return null;
}
