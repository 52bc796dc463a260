/**
 * Words that say nothing about the matter: function words, and the verbs in which minutes report ("discussed", "agreed"). They
 * count neither for likeness nor for evidence. English function words are those of the extractive notes.
 */
const REPORTING = `team meeting participants discussed discuss discusses discussion agreed agree agrees decided decide decides decision
  mentioned mentions stated states noted notes asked raised explained suggested will shall would should need needs needed must
  plans plan planned ensure regarding including during also group members speaker speakers they everyone task action item point`;

const OTHER_LANGUAGES = [
  // German
  `der die das den dem des ein eine einen einem einer eines und oder aber doch auch noch schon nur nicht kein keine ist sind war
  waren wird werden wurde wurden hat haben hatte hatten sein seine seinen ihr ihre ihren wir ihr sie er es ich du man sich mit für
  von vom zum zur zu bei bis auf aus in im an am um über unter nach vor durch gegen ohne als wie wenn dass ob so dann da dort hier
  jetzt mal ja nein soll sollen sollte muss müssen kann können will wollen möchte mir mich dir dich uns euch was wer wo wann`,
  // French
  `le la les un une des du de d l et ou mais donc or ni car ne pas plus est sont était étaient sera seront a ont avait avaient être
  avoir fait faire je tu il elle on nous vous ils elles me te se ce cet cette ces mon ton son ma ta sa mes tes ses notre votre leur
  leurs qui que quoi dont où au aux à en dans par pour sur sous avec sans chez entre vers si oui non alors aussi bien très tout tous`,
  // Spanish
  `el la los las un una unos unas y o pero ni no sí es son era eran será serán ha han había fue fueron ser estar está están yo tú él
  ella nosotros vosotros ellos ellas me te se le les lo mi tu su mis tus sus nuestro que quien cual donde cuando como del al de a en
  por para con sin sobre entre hasta desde si también ya muy más hay hacer hace va van vamos`,
  // Italian
  `il lo la i gli le un uno una e ed o ma né non sì è sono era erano sarà ha hanno aveva essere avere io tu lui lei noi voi loro mi
  ti si ci vi ne che chi cui dove quando come del dello della dei degli delle al allo alla ai agli alle dal dalla nel nella sul sulla
  di a da in con su per tra fra se anche già molto più fare fa va`,
  // Portuguese
  `o os as um uma uns umas e ou mas nem não sim é são era eram será foi foram ser estar está estão eu tu ele ela nós vós eles elas me
  te se lhe meu teu seu sua que quem qual onde quando como do da dos das ao à no na nos nas de em por para com sem sobre entre até
  também já muito mais há fazer faz vai vamos`,
  // Dutch
  `de het een en of maar ook nog al niet geen is zijn was waren wordt worden werd heeft hebben had ik jij je hij zij ze wij we jullie
  mij hem haar ons hun dit dat deze die wie wat waar wanneer hoe van voor met zonder op in uit aan bij tot naar over onder door tegen
  als dan dus er hier daar nu zal zullen moet moeten kan kunnen wil`,
];

const WORDS: ReadonlySet<string> = new Set([REPORTING, ...OTHER_LANGUAGES].join(' ').split(/\s+/));

/** Whether a lower-case word says nothing about the matter in any of our languages. */
export const isEmptyWord = (word: string): boolean => WORDS.has(word);
