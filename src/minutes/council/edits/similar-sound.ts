const LONGEST = 80;

/** Fewer consonants than this are shared by chance. */
const MIN_CONSONANTS = 3;

/**
 * How alike two spellings sound, 0..1: the part of letters that need not change, and the same of their consonants, which are heard
 * best ("Shivan" and "Siobhan"). Spaces, case and accents don't count.
 */
export function soundLikeness(a: string, b: string): number {
  const [first, second] = [lettersOf(a), lettersOf(b)];
  const letters = sameShare(first, second);
  const [bones, others] = [consonantsOf(first), consonantsOf(second)];
  if (Math.min(bones.length, others.length) < MIN_CONSONANTS) return letters;
  return Math.max(letters, (letters + sameShare(bones, others)) / 2);
}

function sameShare(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : 1 - distance(a, b) / longest;
}

const consonantsOf = (letters: string): string => letters.replaceAll(/[aeiouh]/g, '').replaceAll('v', 'b');

// "c" and "k", "ph" and "f", "y" and "i" are heard alike, and doubled letters as one.
const lettersOf = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('ph', 'f')
    .replaceAll(/[cq]/g, 'k')
    .replaceAll('z', 's')
    .replaceAll('y', 'i')
    .replaceAll(/(.)\1+/gu, '$1')
    .slice(0, LONGEST);

/** Levenshtein distance, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
