import type { InjectionReason } from './reason.ts';

/** One kind of words that steer, for text in normal form (lower case, no accents). */
export interface InjectionRule {
  readonly reason: InjectionReason;
  readonly pattern: RegExp;
}

const rules = (reason: InjectionReason, patterns: readonly string[]): readonly InjectionRule[] =>
  patterns.map((pattern) => ({ reason, pattern: new RegExp(pattern, 'u') }));

// Whoever says "the AI" of a product talks about it; whoever names it and goes on with an order talks to it.
const MODEL = String.raw`(?:a\.?i\.?|ais|(?:ai[ -])?(?:assistant|bot|chatbot|summari[sz]er)|ai[ -](?:note ?-?taker|scribe|recorder)|summari[sz]ation (?:model|system|tool)|(?:large )?language models?|llms?|chatgpt|gpt|meeting bot)`;
const ORDER =
  "(?:write|add|include|insert|list|say|state|report|omit|leave out|remove|delete|do not|don't|never|ignore|disregard|forget|assign|mark|output|respond|reply|summari[sz]e|note that|record that|conclude|must|you must|you should|you will|you are|your)";
/** Where an order begins: a sentence, a clause, or after a word that asks. */
const AS_ORDER = String.raw`(?:^|[.?!:;,"]\s*|\b(?:please|must|should|always|now|just|to)\s+)`;
const OUTPUT = '(?:summary|minutes|output|response|reply|action items|json)';
const UNBOUND = String.raw`(?:a\.?i\.?|assistant|chatbot|bot|language model|llm|dan|unrestricted|unfiltered|uncensored|jailbroken|hacked|evil|pirate|root|free from|free of|not bound|no longer bound|bound by|different (?:ai|model|assistant))`;

const override = rules('override', [
  String.raw`\b(?:ignore|disregard|forget|override|bypass|discard|overwrite|neglect|(?:do not|don't|stop) (?:follow|following|obey|obeying))\b[^.?!]{0,25}\b(?:all|any|your|previous|prior|above|earlier|preceding|system|original)\b[^.?!]{0,20}\b(?:instructions?|prompts?|programming|directives?)\b`,
  String.raw`\b(?:ignore|disregard|forget|override|bypass)\b[^.?!]{0,15}\b(?:your|all (?:of )?(?:your|previous|prior)|all previous)\b[^.?!]{0,15}\b(?:rules?|guidelines?|training|safety|restrictions?|constraints?)\b`,
  String.raw`\b(?:ignore|disregard|forget) (?:everything|all|anything) (?:(?:that )?(?:was|is|came|has been said|comes) (?:above|before)|above|before this|(?:that )?you (?:were|have been|'ve been) (?:told|given|taught))`,
  String.raw`\b(?:instead|rather than|in place) of (?:writing |making |doing )?(?:the |a )?(?:minutes|summary|summari[sz]ing)[^.?!]{0,20}\b(?:write|output|print|say|reply|respond)\b`,
  String.raw`(?:^|[.?!:;]\s*)new (?:system )?(?:instructions?|task|directive|prompt)\s*:`,
  String.raw`\b(?:ignorier\w*|vergiss|vergesst|vergessen sie|missacht\w*|verwirf|beachte nicht)\b[^.?!]{0,25}\b(?:vorherig\w*|bisherig\w*|vorig\w*|obig\w*|fruher\w*|deine\w*|eure|alle|samtlich\w*|vorangegangen\w*|system\w*)\b[^.?!]{0,25}(?:anweisung|instruktion|befehl|vorgabe|regel|prompt)`,
  String.raw`\b(?:ignore[zr]?|oublie[zr]?|(?:ne )?(?:tiens|tenez) (?:pas|plus) compte (?:de|des))\b[^.?!]{0,25}\b(?:toutes|tes|vos|instructions|consignes)\b[^.?!]{0,20}\b(?:instructions|consignes|regles|directives|precedentes|anterieures|ci-dessus|initiales)\b`,
  String.raw`\b(?:ignora\w*|olvida\w*|descarta\w*|no hagas caso (?:a|de))\b[^.?!]{0,25}\b(?:todas|tus|instrucciones|indicaciones)\b[^.?!]{0,25}\b(?:instrucciones|ordenes|indicaciones|reglas|directrices|anteriores|previas)\b`,
  String.raw`\bignor\w+ (?:tutte le|todas as) (?:istruzioni|instrucoes)|\bnegeer (?:alle )?(?:vorige|eerdere) instructies|\bzignoruj (?:wszystkie )?(?:poprzednie )?instrukcje`,
]);

const systemPrompt = rules('system-prompt', [
  String.raw`${AS_ORDER}(?:reveal|print|repeat|show|output|tell (?:me|us)|give (?:me|us)|disclose|leak|display|recite|copy)\b[^.?!]{0,30}\b(?:your|the) (?:system|hidden|initial|original|secret|developer|full)?\s?(?:system )?(?:prompt|instructions you)\b`,
  String.raw`\byour (?:system|hidden|initial|original|secret|developer) ?(?:prompt|instructions|message)\b`,
  String.raw`\b(?:system|developer) (?:prompt|message|override)\s*:`,
  String.raw`\b(?:dein\w*|zeig\w*|gib)\b[^.?!]{0,25}\bsystem-?prompt\b|\bsystem-?prompt\b[^.?!]{0,20}\b(?:aus|preis|ausgeben|wiederholen)\b`,
  String.raw`\b(?:ton|votre|affiche[zr]?|revele[zr]?|montre[zr]?)\b[^.?!]{0,25}\b(?:prompt (?:systeme|initial)|instructions (?:systeme|initiales))\b`,
  String.raw`\b(?:tu|muestra\w*|revela\w*|imprime)\b[^.?!]{0,25}\b(?:prompt (?:del sistema|inicial)|instrucciones (?:del sistema|iniciales))\b`,
]);

const addressed = rules('addresses-the-model', [
  String.raw`\b(?:dear|hey|hello|attention|ok(?:ay)?|note (?:to|for)|message (?:to|for)|to|instructions? (?:to|for))(?: the| all| any| every)? ${MODEL}\b[,:;.!]?\s*(?:reading|processing|listening|summari[sz]ing|please|that reads?|who reads?|${ORDER})\b`,
  String.raw`\b(?:note|message|instructions?|reminder) (?:to|for)(?: the| all| any| every)? ${MODEL}\s*:`,
  String.raw`(?:^|[.?!:]\s*)${MODEL}\b\s*[,:;!]\s*(?:please )?${ORDER}\b`,
  String.raw`\bif you(?: are|'re) (?:an? |the )?(?:automated |artificial )?${MODEL}\b`,
  String.raw`\bas (?:an?|the) ${MODEL}\b[^.?!]{0,20}\b(?:you|your)\b`,
  String.raw`\b(?:liebe|lieber|hallo|hey|achtung|hinweis (?:an|fur)(?: die| den| das)?|nachricht an(?: die| das)?|an die|an alle)\s+(?:ki|k\.i\.|kis|kunstliche intelligenz|sprachmodelle?|ki-assistent\w*|assistent|chatbot)\b`,
  String.raw`\bals (?:ki|sprachmodell|ki-assistent\w*|kunstliche intelligenz|protokoll-ki)\b[^.?!]{0,25}\b(?:du|dir|dein\w*|musst|sollst|darfst|wirst)\b|\bwenn du (?:eine? )?(?:ki|sprachmodell|bot|assistent)\b`,
  String.raw`\b(?:chere?|bonjour|attention|note (?:a|pour)|message (?:a|pour))\s+(?:l'|les |le |la )?(?:ia|intelligence artificielle|assistant|modele de langage|robot)\b|\ben tant qu'(?:ia|intelligence artificielle|assistant|modele)|\bsi (?:tu es|vous etes) une? (?:ia|intelligence artificielle|modele|robot)\b`,
  String.raw`\b(?:querid[oa]|hola|atencion|nota para|mensaje para|instrucciones para)\s+(?:la |el )?(?:ia|inteligencia artificial|asistente|modelo de lenguaje|bot)\b|\bcomo (?:ia|inteligencia artificial|modelo de lenguaje|asistente de ia)\b[^.?!]{0,20}\b(?:debes|tienes|tu|tus)\b|\bsi eres una? (?:ia|inteligencia artificial|modelo|bot)\b`,
]);

const dictated = rules('dictates-minutes', [
  String.raw`\b(?:write|put|add|include|insert|say|state|list|mention|place|repeat|quote|omit|hide)\b[^.?!]{0,60}\b(?:in|into|to|from|at the (?:top|end|start|beginning) of) your (?:meeting )?${OUTPUT}\b`,
  String.raw`\byour (?:meeting )?(?:summary|minutes|output|response|json)\b[^.?!]{0,10}\b(?:must|should|has to|have to|will|shall|needs? to|is|are)\b`,
  String.raw`\bthe (?:summary|minutes|output|json) (?:must|shall) (?:only |just |always )?(?:say|contain|state|read|begin|start|end|include|consist|be)\b`,
  String.raw`${AS_ORDER}(?:respond|reply|output|answer)\s+(?:only|just|exclusively|(?:(?:with|in)\b[^.?!]{0,25}\bonly)|(?:with |in )?(?:exactly|nothing but|nothing else|the following|the words?|verbatim))\b`,
  String.raw`${AS_ORDER}in your (?:meeting )?${OUTPUT}[,:]? (?:please )?(?:say|write|state|mention|list|include|put|do not|don't)\b`,
  String.raw`${AS_ORDER}(?:write|say|state|report|claim|conclude|summari[sz]e|pretend) that (?:everyone|everybody|we all|all (?:participants|members|five)|the (?:team|board|group|council|committee)|it was)\b[^.?!]{0,40}\b(?:agree[ds]?|approved?|decided|accept(?:s|ed)|voted|unanimous(?:ly)?|confirmed)\b`,
  String.raw`\bassign (?:all|every|each)(?: of)?(?: the)? action items?\b`,
  String.raw`${AS_ORDER}summari[sz]e (?:this|the) (?:meeting|call|conversation|transcript) (?:only )?(?:as|like|with)\b`,
  String.raw`\b(?:do not|don't|never) (?:mention|include|record|report|list|write|summari[sz]e)\b[^.?!]{0,40}\bin your\b|\b(?:do not|don't) (?:produce|generate|write|make) (?:any |a |the )?(?:summary|minutes)\b`,
  String.raw`\bin (?:deine[rmns]?|eure[rmn]?) (?:zusammenfassung|protokoll|antwort|ausgabe)\b|\bdeine (?:zusammenfassung|antwort|ausgabe) (?:muss|soll|lautet|darf)\b|\b(?:antworte|schreibe?) (?:nur|ausschliesslich|lediglich) (?:mit|das|den|die)\b`,
  String.raw`\bdans (?:ton|votre) (?:resume|compte[- ]rendu|reponse|sortie)\b|\b(?:ton|votre) (?:resume|reponse) (?:doit|devra)\b|\b(?:reponds|repondez|ecris|ecrivez) (?:uniquement|seulement|simplement)\b`,
  String.raw`\ben tu (?:resumen|respuesta|acta|salida)\b|\btu (?:resumen|respuesta) debe\b|\b(?:responde|escribe) (?:solo|solamente|unicamente)\b`,
]);

const rolePlay = rules('role-play', [
  String.raw`\byou(?: are|'re) (?:now|no longer|from now on) (?:an? |the |in )?${UNBOUND}\b`,
  String.raw`\b(?:from now on|henceforth)[, ]+you(?: are|'re|'ll be| will be| will act as| act as) (?:an? |the )?${UNBOUND}\b`,
  String.raw`\b(?:act|behave|respond|speak|answer) (?:as|like)(?: if you(?: are|'re| were))? (?:an? |the )?${UNBOUND}\b`,
  String.raw`\bpretend (?:that )?(?:to be|you(?: are|'re| were)|you have) (?:an? |the |no )?(?:${UNBOUND}|rules|restrictions|limits|guidelines)\b`,
  String.raw`\byou(?: are|'re) (?:now )?in (?:developer|debug|god|admin|maintenance|dan|jailbreak|unrestricted) mode\b|\b(?:enter|activate|enable|switch (?:in)?to) (?:god|dan|jailbreak|unrestricted) mode\b`,
  String.raw`\b(?:du bist|ihr seid) (?:jetzt|nun|ab jetzt|ab sofort|nicht mehr|nicht langer) (?:eine? |der |kein\w* )?(?:ki|assistent|bot|pirat|sprachmodell|uneingeschrankt\w*|an (?:deine|die) regeln)`,
  String.raw`\b(?:tu es|vous etes) (?:maintenant|desormais) (?:une? |le )?(?:ia|assistant|bot|pirate|robot|modele|sans (?:restriction|limite)s?)`,
  String.raw`\b(?:ahora eres|a partir de ahora eres|eres ahora) (?:una? |el )?(?:ia|asistente|bot|pirata|modelo|robot|sin (?:restricciones|limites))`,
]);

const PERSON =
  '(?:note ?-?taker|minute ?-?taker|secretary|scribe|clerk|recorder|whoever (?:takes|is taking|writes) (?:the )?(?:minutes|notes))';
const forTheRecord = rules('stated-for-the-record', [
  String.raw`\b${PERSON}\b[^.?!]{0,25}\b(?:record|note|write|put|minute|add|include)\b`,
  String.raw`\b(?:for|on|off) the record\b`,
  String.raw`\blet the (?:record|minutes) (?:show|reflect|state)\b`,
  String.raw`\b(?:put|write|note|record|add|get|include|enter|reflect|have|leave|keep|strike|remove)\b[^.?!]{0,40}\b(?:in|into|to|out of|from|on) (?:the|our|these) (?:meeting )?(?:minutes|record|notes)\b(?! (?:app|file|page|field|pad|document|folder|book))`,
  String.raw`\b(?:please|can you|could you) (?:minute|note for the minutes)\b`,
  String.raw`\b(?:furs|fur das|fur's|zu|ins|im|in das) protokoll\b|\bprotokoll(?:iere|ieren|ant\w*|fuhrer\w*)\b[^.?!]{0,30}\b(?:bitte|vermerk|notier|festhalt|schreib)`,
  String.raw`\b(?:au|dans le) (?:proces[- ]verbal|compte[- ]rendu|pv)\b|\b(?:note[zr]?|consigne[zr]?) (?:bien )?que\b`,
  String.raw`\b(?:que )?conste(?: en)?(?: el)? acta\b|\b(?:en|al) (?:el )?acta\b`,
]);

/** Words that steer, the gravest kind first; a person who speaks for the record comes last. */
export const spokenRules: readonly InjectionRule[] = [
  ...override,
  ...systemPrompt,
  ...rolePlay,
  ...addressed,
  ...dictated,
  ...forTheRecord,
];
