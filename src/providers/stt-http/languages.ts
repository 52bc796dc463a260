/** Whisper's codes with the names that engines answer with (g_lang in whisper.cpp). */
const CODES_AND_NAMES =
  'en english,zh chinese,de german,es spanish,ru russian,ko korean,fr french,ja japanese,pt portuguese,tr turkish,pl polish,' +
  'ca catalan,nl dutch,ar arabic,sv swedish,it italian,id indonesian,hi hindi,fi finnish,vi vietnamese,he hebrew,uk ukrainian,' +
  'el greek,ms malay,cs czech,ro romanian,da danish,hu hungarian,ta tamil,no norwegian,th thai,ur urdu,hr croatian,' +
  'bg bulgarian,lt lithuanian,la latin,mi maori,ml malayalam,cy welsh,sk slovak,te telugu,fa persian,lv latvian,bn bengali,' +
  'sr serbian,az azerbaijani,sl slovenian,kn kannada,et estonian,mk macedonian,br breton,eu basque,is icelandic,hy armenian,' +
  'ne nepali,mn mongolian,bs bosnian,kk kazakh,sq albanian,sw swahili,gl galician,mr marathi,pa punjabi,si sinhala,km khmer,' +
  'sn shona,yo yoruba,so somali,af afrikaans,oc occitan,ka georgian,be belarusian,tg tajik,sd sindhi,gu gujarati,am amharic,' +
  'yi yiddish,lo lao,uz uzbek,fo faroese,ht haitian creole,ps pashto,tk turkmen,nn nynorsk,mt maltese,sa sanskrit,' +
  'lb luxembourgish,my myanmar,bo tibetan,tl tagalog,mg malagasy,as assamese,tt tatar,haw hawaiian,ln lingala,ha hausa,' +
  'ba bashkir,jw javanese,su sundanese,yue cantonese';

/** Other names of the same (TO_LANGUAGE_CODE in openai/whisper's tokenizer.py). */
const OTHER_NAMES =
  'my burmese,ca valencian,nl flemish,ht haitian,lb letzeburgesch,ps pushto,pa panjabi,ro moldavian,ro moldovan,' +
  'si sinhalese,es castilian,zh mandarin';

const codeByName = new Map(
  `${CODES_AND_NAMES},${OTHER_NAMES}`.split(',').map((line) => {
    const split = line.indexOf(' ');
    return [line.slice(split + 1), line.slice(0, split)] as const;
  }),
);
const codes = new Set(codeByName.values());

export const isWhisperLanguage = (code: string): boolean => codes.has(code);

/** The code for what an engine calls the language ("english", "English", "en"); null for what nobody knows. */
export function languageCode(said: string): string | null {
  const name = said.trim().toLowerCase();
  return codes.has(name) ? name : (codeByName.get(name) ?? null);
}
