import { wordsOf } from '../believe/words.ts';

/** Numbers as words, ordinals and fractions among them; articles ("ein", "un") are not numbers. */
const NUMBER_WORDS: ReadonlySet<string> = new Set(
  [
    'zero nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    'twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen half quarter',
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth twentieth thirtieth hundredth',
    'null eins zwei zwo drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend million millionen milliarde milliarden dutzend halb',
    'erste ersten erster zweite zweiten zweiter dritte dritten dritter vierte fünfte sechste siebte achte neunte zehnte',
    'zéro deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent mille',
    'cero dos tres cuatro cinco seis siete ocho nueve diez doce trece catorce quince veinte treinta cuarenta cincuenta sesenta setenta',
    'ochenta noventa cien ciento mil millón millones zero tre quattro cinque sette otto nove dieci undici dodici venti trenta cento',
    'dois três quatro sete oito nove dez onze doze vinte trinta quarenta cinquenta cem milhão nul een twee drie vier vijf zes zeven acht negen',
    'tien elf twaalf twintig dertig honderd duizend dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć sto tysiąc',
    'ноль один два три четыре пять шесть семь восемь девять десять двадцать тридцать сорок пятьдесят сто тысяча миллион',
    'bir iki üç dört beş altı yedi sekiz dokuz yirmi otuz kırk elli yüz milyon',
    '〇 零 一 二 三 四 五 六 七 八 九 十 百 千 万 萬 億 亿 两 兩',
  ].flatMap((line) => line.split(' ').map((word) => word.normalize('NFKC'))),
);

/** "fünfundzwanzig", "dreihundert": German numbers are one word. */
const GERMAN_PARTS =
  'null|ein|eine|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|sech|sieb|zwan|zig|ßig|ssig|und|hundert|tausend';
const GERMAN_NUMBER = new RegExp(`^(?!einzig)(?:${GERMAN_PARTS}){2,}(?:te|ten|ter|tes|ste|sten|ster)?$`, 'u');

/** Digits and number words of a text, in order. */
export const numbersIn = (text: string): readonly string[] => wordsOf(text).filter(isNumber);

const isNumber = (word: string): boolean => /\p{N}/u.test(word) || NUMBER_WORDS.has(word) || GERMAN_NUMBER.test(word);
