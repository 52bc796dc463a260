// Small numbers that people write as words, in the languages that ship. "une", "un", "eine" also are articles: they only ever excuse a 1.
const WORDS: Readonly<Record<string, string>> = {
  0: 'zero null zéro cero nul',
  1: 'one once first ein eine einen einem einer eins erste ersten un une premier première uno una primer primero primera',
  2: 'two twice second both zwei zweimal zweite zweiten deux deuxième second seconde dos segundo segunda',
  3: 'three third drei dritte dritten trois troisième tres tercer tercero tercera',
  4: 'four fourth vier vierte vierten quatre quatrième cuatro cuarto',
  5: 'five fifth fünf fünfte fünften cinq cinquième cinco quinto',
  6: 'six sixth sechs sechste sechsten sixième seis sexto',
  7: 'seven seventh sieben siebte siebten sept septième siete séptimo',
  8: 'eight eighth acht achte achten huit huitième ocho octavo',
  9: 'nine ninth neun neunte neunten neuf neuvième nueve noveno',
  10: 'ten tenth zehn zehnte zehnten dix dixième diez décimo',
  11: 'eleven elf onze once',
  12: 'twelve dozen zwölf dutzend douze douzaine doce docena',
  13: 'thirteen dreizehn treize trece',
  14: 'fourteen fortnight vierzehn quatorze catorce',
  15: 'fifteen fünfzehn quinze quince quinzaine',
  16: 'sixteen sechzehn seize dieciséis',
  17: 'seventeen siebzehn diecisiete',
  18: 'eighteen achtzehn dieciocho',
  19: 'nineteen neunzehn diecinueve',
  20: 'twenty zwanzig vingt veinte',
  30: 'thirty dreißig trente treinta',
  40: 'forty vierzig quarante cuarenta',
  50: 'fifty fünfzig cinquante cincuenta',
  60: 'sixty sechzig soixante sesenta',
  70: 'seventy siebzig septante setenta',
  80: 'eighty achtzig huitante ochenta',
  90: 'ninety neunzig nonante noventa',
  100: 'hundred hundert cent cien ciento',
  1000: 'thousand tausend mille mil',
  1000000: 'million millionen millions millón millones',
};

const values = new Map<string, string[]>();
for (const [value, words] of Object.entries(WORDS)) {
  for (const word of words.split(' ')) values.set(word, [...(values.get(word) ?? []), value]);
}

/** What a word in lower case may mean as a number; "once" is one in English and eleven in Spanish. Empty for other words. */
export const numberWord = (word: string): readonly string[] => values.get(word) ?? [];
