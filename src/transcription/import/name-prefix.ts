const LONGEST_NAME = 60;
const MOST_WORDS = 6;
const PREFIX = /^([^:\n]{1,60}):[ \t]+(?=\S)/u;

/** "Maya: good morning" as name and words; null when what stands before the colon can't be a name. */
export function splitName(line: string): { readonly name: string; readonly words: string } | null {
  const match = PREFIX.exec(line);
  const name = match?.[1]?.trim() ?? '';
  if (match === null || !isName(name)) return null;
  return { name, words: line.slice(match[0].length).trim() };
}

function isName(name: string): boolean {
  if (name.length > LONGEST_NAME || !/\p{L}/u.test(name) || /[.!?,;"“”]\s|[!?;]$/u.test(name)) return false;
  return name.split(/\s+/).length <= MOST_WORDS;
}

/**
 * Whether the prefixes of a subtitle file are names. "So here is the thing: …" looks like one, but names come back: at least
 * half of the lines must have a prefix, or every prefix of the file stands more than once.
 */
export function hasNames(lines: readonly string[]): boolean {
  const names = lines.map((line) => splitName(line)?.name).filter((name) => name !== undefined);
  if (names.length === 0) return false;
  const counts = Map.groupBy(names, (name) => name);
  return names.length * 2 >= lines.length || [...counts.values()].every((uses) => uses.length > 1);
}
