// Whole numbers, negations and what a word may hold of them: a paraphrase never changes what is meant.
const KEPT =
  /\d|hundr|thous|tausend|cent|mil\b|zwei|zwanzig|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|catorce|quince|veint|treint|ochenta|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|two|three|four|five|seven|eight|nine|ten\b|teen|ty\b|eleven|twelve|dozen|half|mitad|hälfte|^(?:no|not|never|nobody|without|nicht|kein\w*|nie|niemand|ohne|ne|pas|jamais|sans|nadie|nunca|sin)$/iu;
const FEWEST_WORDS = 3;
const ADDED: Readonly<Record<string, readonly string[]>> = {
  en: ['also', 'then', 'again'],
  de: ['auch', 'dann', 'wieder'],
  es: ['también', 'luego', 'además'],
  fr: ['aussi', 'ensuite', 'encore'],
};

/** The text in other words: some left out (`part`, 0..1), now and then one put in; numbers and negations stay. */
export function paraphrased(text: string, part: number, language: string, random: () => number): string {
  const words = text.split(' ');
  const kept = words.filter((word) => KEPT.test(word.replaceAll(/[^\p{L}\p{N}]/gu, '')) || random() >= part);
  const said = kept.length < FEWEST_WORDS ? words : kept;
  if (random() >= part) return said.join(' ');
  const added = ADDED[language] ?? [];
  const word = added[Math.floor(random() * added.length)];
  const place = 1 + Math.floor(random() * (said.length - 1));
  return word === undefined ? said.join(' ') : said.toSpliced(place, 0, word).join(' ');
}
