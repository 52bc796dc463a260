// Endings of inflection, and of nouns made of verbs, in the languages of the product; the longest that fits goes first.
const ENDINGS =
  `ciones ungen ement ingen ción zione zioni ment ing ion ung ies ied eur ait ado ada ato ata are ere ire ed es en er
  em et ez ar ir ly e s n a o i y`.split(/\s+/);
const SHORTEST_STEM = 4;
const LONGEST_STEM = 9;

/**
 * A word without its endings: "migrating", "migrated" and "migrations" are one. It needs no knowledge of the language, and is only
 * for comparing: the stem itself is never shown.
 */
export function stemOf(word: string): string {
  const plain = word
    .replace(/['’].*$/u, '')
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '');
  if (!/^\p{Script=Latin}+$/u.test(plain)) return plain === '' ? word : plain;
  let stem = plain;
  for (let ending = endingOf(stem); ending !== undefined; ending = endingOf(stem)) stem = stem.slice(0, -ending.length);
  return stem.slice(0, LONGEST_STEM);
}

const endingOf = (stem: string): string | undefined =>
  ENDINGS.find((ending) => stem.length - ending.length >= SHORTEST_STEM && stem.endsWith(ending));
