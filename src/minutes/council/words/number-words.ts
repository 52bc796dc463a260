/** How a language says numbers: words and their values, and what stands between the parts of one number. */
export interface NumberWords {
  readonly values: ReadonlyMap<string, number>;
  readonly joiners: ReadonlySet<string>;
  /** Numbers are written as one word: "fünfundzwanzig", "venticinque". */
  readonly isCompound: boolean;
  /** Articles and other words that are a number only when one is looked for: "a week" supports "1 week". */
  readonly loose: ReadonlyMap<string, readonly number[]>;
  /** Stands for the decimal mark: "three point five". */
  readonly decimal: string;
}

const EN = language({
  units:
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  tens: 'twenty thirty forty fifty sixty seventy eighty ninety',
  more: 'hundred:100 thousand:1000 grand:1000 million:1e6 billion:1e9 ninth:9 twelfth:12 fifth:5 eighth:8 twentieth:20 thirtieth:30 hundreds:100 thousands:1000 millions:1e6',
  ordinals:
    'third fourth sixth seventh tenth eleventh thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth',
  ordinalValues: [3, 4, 6, 7, 10, 11, 13, 14, 15, 16, 17, 18, 19],
  decimal: 'point',
  joiners: 'and',
  loose:
    'a:1 an:1 first:1 second:2 once:1 twice:2 both:2 couple:2 double:2 pair:2 triple:3 dozen:12 half:0.5 half:50 half:30 quarter:0.25 quarter:25 quarter:15 noon:12 midnight:0 midnight:12',
});
const DE = language({
  units:
    'null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
  tens: 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
  more: 'eins:1 zwo:2 dreissig:30 hundert:100 tausend:1000 million:1e6 millionen:1e6 milliarde:1e9 milliarden:1e9',
  decimal: 'komma',
  joiners: 'und',
  isCompound: true,
  loose:
    'ein:1 eine:1 einen:1 einem:1 einer:1 eines:1 erste:1 ersten:1 erster:1 zweite:2 zweiten:2 zweiter:2 dritte:3 dritten:3 vierte:4 vierten:4 fünfte:5 fünften:5 sechste:6 sechsten:6 siebte:7 siebten:7 achte:8 achten:8 neunte:9 neunten:9 zehnte:10 zehnten:10 elfte:11 elften:11 zwölfte:12 zwölften:12 paar:2 beide:2 beiden:2 dutzend:12 halb:30 halbe:0.5 halben:0.5 hälfte:50 anderthalb:1.5 doppelt:2 viertel:25 viertel:15 mittag:12',
});
const FR = language({
  units:
    'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf',
  tens: 'vingt trente quarante cinquante soixante septante huitante nonante',
  more: 'vingts:20 cent:100 cents:100 mille:1000 million:1e6 millions:1e6 milliard:1e9 milliards:1e9 octante:80',
  decimal: 'virgule',
  joiners: 'et',
  loose:
    'un:1 une:1 premier:1 première:1 deuxième:2 second:2 seconde:2 troisième:3 quatrième:4 cinquième:5 sixième:6 septième:7 huitième:8 neuvième:9 dixième:10 douzaine:12 quinzaine:15 moitié:50 demi:30 demi:0.5 demie:30 double:2 quart:15 quart:25 midi:12 minuit:0',
});
const ES = language({
  units:
    'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve',
  tens: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  more: 'veintiuno:21 veintiún:21 veintidós:22 veintitrés:23 veinticuatro:24 veinticinco:25 veintiséis:26 veintisiete:27 veintiocho:28 veintinueve:29 cien:100 ciento:100 doscientos:200 doscientas:200 trescientos:300 trescientas:300 cuatrocientos:400 cuatrocientas:400 quinientos:500 quinientas:500 seiscientos:600 setecientos:700 ochocientos:800 novecientos:900 mil:1000 millón:1e6 millones:1e6',
  decimal: 'coma',
  joiners: 'y',
  loose:
    'un:1 una:1 uno:1 primer:1 primero:1 primera:1 segundo:2 segunda:2 tercer:3 tercero:3 tercera:3 cuarto:4 cuarta:4 quinto:5 quinta:5 ambos:2 par:2 docena:12 quincena:15 mitad:50 medio:0.5 media:30 media:0.5 doble:2 cuarto:15 cuarto:25 mediodía:12',
});
const IT = language({
  units:
    'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove',
  tens: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
  more: 'ventuno:21 ventotto:28 trentuno:31 trentotto:38 quarantuno:41 quarantotto:48 cinquantuno:51 cinquantotto:58 tré:3 cento:100 mille:1000 mila:1000 milione:1e6 milioni:1e6 miliardo:1e9 miliardi:1e9',
  decimal: 'virgola',
  joiners: 'e',
  isCompound: true,
  loose:
    'un:1 una:1 uno:1 primo:1 prima:1 secondo:2 seconda:2 terzo:3 terza:3 quarto:4 quarta:4 quinto:5 quinta:5 entrambi:2 paio:2 dozzina:12 metà:50 mezzo:0.5 mezza:30 doppio:2 mezzogiorno:12',
});
const PT = language({
  units:
    'zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove',
  tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
  more: 'duas:2 quatorze:14 dezasseis:16 dezassete:17 dezanove:19 cem:100 cento:100 duzentos:200 duzentas:200 trezentos:300 quatrocentos:400 quinhentos:500 seiscentos:600 setecentos:700 oitocentos:800 novecentos:900 mil:1000 milhão:1e6 milhões:1e6',
  decimal: 'vírgula',
  joiners: 'e',
  loose:
    'um:1 uma:1 primeiro:1 primeira:1 segundo:2 segunda:2 terceiro:3 terceira:3 ambos:2 dúzia:12 metade:50 meio:0.5 meia:30 dobro:2',
});
const NL = language({
  units:
    'nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien',
  tens: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
  more: 'één:1 honderd:100 duizend:1000 miljoen:1e6 miljard:1e9',
  decimal: 'komma',
  joiners: 'en ën',
  isCompound: true,
  loose:
    'een:1 eerste:1 tweede:2 derde:3 vierde:4 vijfde:5 paar:2 beide:2 dozijn:12 half:30 halve:0.5 helft:50 anderhalf:1.5 dubbel:2',
});

const LANGUAGES: Readonly<Record<string, NumberWords>> = { en: EN, de: DE, fr: FR, es: ES, it: IT, pt: PT, nl: NL };

/** The number words of a language code ("de", "pt-BR"); English when nobody told, none when it is a language not known here. */
export function numberWordsOf(language: string | null): NumberWords | null {
  return LANGUAGES[(language ?? 'en').toLowerCase().slice(0, 2)] ?? null;
}

function language(said: {
  readonly units: string;
  readonly tens: string;
  readonly more: string;
  readonly joiners: string;
  readonly loose: string;
  readonly decimal: string;
  readonly ordinals?: string;
  readonly ordinalValues?: readonly number[];
  readonly isCompound?: boolean;
}): NumberWords {
  const ordinals = (said.ordinals ?? '').split(' ');
  const values = new Map([
    ...said.units.split(' ').map((word, index): [string, number] => [word, index]),
    ...said.tens.split(' ').map((word, index): [string, number] => [word, (index + 2) * 10]),
    ...ordinals.map((word, index): [string, number] => [word, said.ordinalValues?.[index] ?? Number.NaN]),
    ...pairsOf(said.more),
  ]);
  values.delete('');
  return {
    values,
    joiners: new Set(said.joiners.split(' ')),
    isCompound: said.isCompound ?? false,
    loose: grouped(pairsOf(said.loose)),
    decimal: said.decimal,
  };
}

function pairsOf(text: string): [string, number][] {
  return text.split(' ').map((pair) => {
    const [word = '', value] = pair.split(':');
    return [word, Number(value)];
  });
}

function grouped(pairs: readonly (readonly [string, number])[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [word, value] of pairs) groups.set(word, [...(groups.get(word) ?? []), value]);
  return groups;
}
