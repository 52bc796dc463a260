import { type InjectionRule, rules } from './injection-rule.ts';

const override = rules('override', [
  String.raw`\b(?:ignorier\w*|vergiss|vergesst|vergessen sie|missacht\w*|verwirf|beachte nicht)\b[^.?!]{0,25}\b(?:vorherig\w*|bisherig\w*|vorig\w*|obig\w*|fruher\w*|deine\w*|eure|alle|samtlich\w*|vorangegangen\w*|system\w*)\b[^.?!]{0,25}(?:anweisung|instruktion|befehl|vorgabe|regel|prompt)`,
  String.raw`\b(?:ignorier\w*|vergiss|vergesst|vergessen sie) (?:bitte )?alles(?:,? was)?[^.?!]{0,15}\b(?:davor|vorher\w*|bisher\w*|zuvor|oben|obige)\b`,
  String.raw`\b(?:ignore[zr]?|oublie[zr]?|(?:tiens|tenez) (?:pas|plus) compte)\b[^.?!]{0,25}\b(?:toutes|tes|vos)\b[^.?!]{0,20}\b(?:instructions|consignes|regles|directives)\b`,
  String.raw`\b(?:ignore[zr]?|oublie[zr]?|(?:tiens|tenez) (?:pas|plus) compte)\b[^.?!]{0,25}\b(?:instructions|consignes|regles|directives)\b[^.?!]{0,15}\b(?:precedentes?|anterieures?|ci-dessus|initiales?|systeme|recues)\b`,
  String.raw`\b(?:ignore[zr]?|oublie[zr]?) tout ce qui (?:precede|a ete dit)`,
  String.raw`\b(?:ignora\w*|olvida\w*|descarta\w*|no hagas caso (?:a|de))\b[^.?!]{0,20}\b(?:todas|tus)\b[^.?!]{0,20}\b(?:instrucciones|ordenes|indicaciones|reglas|directrices)\b`,
  String.raw`\b(?:ignora\w*|olvida\w*|descarta\w*|no hagas caso (?:a|de))\b[^.?!]{0,20}\b(?:instrucciones|ordenes|indicaciones|reglas|directrices)\b[^.?!]{0,15}\b(?:anteriores|previas|iniciales|del sistema)\b`,
  String.raw`\b(?:ignora|olvida|olvidad) todo lo (?:anterior|que (?:te|has|se))`,
  String.raw`\bignor\w+ (?:tutte le|todas as) (?:istruzioni|instrucoes)|\bnegeer (?:alle )?(?:vorige|eerdere) instructies|\bzignoruj (?:wszystkie )?(?:poprzednie )?instrukcje`,
  String.raw`\b(?:befolg\w*|folg\w*)\b[^.?!]{0,25}\bnicht\b[^.?!]{0,15}\b(?:anweisung|vorgabe|regel)|\bne (?:suis|suivez) (?:pas|plus)\b[^.?!]{0,15}\b(?:instructions|consignes)\b|\bno sigas\b[^.?!]{0,15}\b(?:instrucciones|reglas|indicaciones)\b`,
  String.raw`\b(?:oublie[zr]?|ignore[zr]?) (?:tes|vos) (?:regles|consignes|instructions)\b`,
]);

const systemPrompt = rules('system-prompt', [
  String.raw`\b(?:dein\w*|zeig\w*|gib)\b[^.?!]{0,25}\bsystem-?prompt\b|\bsystem-?prompt\b[^.?!]{0,20}\b(?:aus|preis|ausgeben|wiederholen)\b`,
  String.raw`\b(?:ton|votre|affiche[zr]?|revele[zr]?|montre[zr]?)\b[^.?!]{0,25}\b(?:prompt (?:systeme|initial)|instructions (?:systeme|initiales))\b`,
  String.raw`\b(?:tu|muestra\w*|revela\w*|imprime)\b[^.?!]{0,25}\b(?:prompt (?:del sistema|inicial)|instrucciones (?:del sistema|iniciales))\b`,
]);

const addressed = rules('addresses-the-model', [
  String.raw`\b(?:liebe|lieber|hallo|hey|achtung|hinweis (?:an|fur)(?: die| den| das)?|nachricht an(?: die| das)?|an die|an alle)\s+(?:ki|k\.i\.|kis|kunstliche intelligenz|sprachmodelle?|ki-assistent\w*|assistent|chatbot)\b`,
  String.raw`\bals (?:ki|sprachmodell|ki-assistent\w*|kunstliche intelligenz|protokoll-ki)\b[^.?!]{0,25}\b(?:du|dir|dein\w*|musst|sollst|darfst|wirst)\b|\bwenn du (?:eine? )?(?:ki|sprachmodell|bot|assistent)\b`,
  String.raw`\b(?:chere?|bonjour|attention|note (?:a|pour)|message (?:a|pour))\s+(?:l'|les |le |la )?(?:ia|intelligence artificielle|assistant|modele de langage|robot)\b|\ben tant qu'(?:ia|intelligence artificielle|assistant|modele)|\bsi (?:tu es|vous etes) une? (?:ia|intelligence artificielle|modele|robot)\b`,
  String.raw`\b(?:querid[oa]|hola|atencion|nota para|mensaje para|instrucciones para)\s+(?:la |el )?(?:ia|inteligencia artificial|asistente|modelo de lenguaje|bot)\b|\bcomo (?:ia|inteligencia artificial|modelo de lenguaje|asistente de ia)\b[^.?!]{0,20}\b(?:debes|tienes|tu|tus)\b|\bsi eres una? (?:ia|inteligencia artificial|modelo|bot)\b`,
  String.raw`(?:^|[.?!]\s*)(?:ki|sprachmodell|assistent|protokoll-ki)\s*[,:!]\s*(?:bitte )?(?:schreib\w*|fug\w*|nimm|setz\w*|erwahn\w*|losch\w*|mach\w*|sag\w*|trag\w*|behaupt\w*|ignorier\w*|du)\b`,
  String.raw`(?:^|[.?!]\s*)(?:ia|intelligence artificielle|assistant)\s*[,:!]\s*(?:s'il (?:te|vous) plait,? )?(?:ecri\w*|ajoute\w*|dis|dites|note[zr]?|mets|mettez|supprime\w*|efface\w*|oublie\w*|ignore\w*|indique\w*|mentionne\w*|tu|vous)\b`,
  String.raw`(?:^|[.?!]\s*)(?:ia|inteligencia artificial|asistente)\s*[,:!]\s*(?:por favor,? )?(?:agreg\w*|anad\w*|escrib\w*|pon|di|anot\w*|borra\w*|elimin\w*|ignor\w*|olvid\w*|incluy\w*|mencion\w*|no|debes|tienes)\b`,
]);

const dictated = rules('dictates-minutes', [
  String.raw`\bin (?:deine[rmns]?|eure[rmn]?) (?:zusammenfassung|protokoll|antwort|ausgabe)\b|\bdeine (?:zusammenfassung|antwort|ausgabe) (?:muss|soll|lautet|darf)\b|\b(?:antworte|schreibe?) (?:nur|ausschliesslich|lediglich) (?:mit|das|den|die)\b`,
  String.raw`\bdans (?:ton|votre) (?:resume|compte[- ]rendu|reponse|sortie)\b|\b(?:ton|votre) (?:resume|reponse) (?:doit|devra)\b|\b(?:reponds|repondez|ecris|ecrivez) (?:uniquement|seulement|simplement)\b`,
  String.raw`\ben tu (?:resumen|respuesta|acta|salida)\b|\btu (?:resumen|respuesta) debe\b|\b(?:responde|escribe) (?:solo|solamente|unicamente)\b`,
  String.raw`\bdu (?:musst|sollst|darfst)\b[^.?!]{0,20}\bin (?:der|die) zusammenfassung\b`,
]);

const rolePlay = rules('role-play', [
  String.raw`\b(?:du bist|ihr seid) (?:jetzt|nun|ab jetzt|ab sofort|nicht mehr|nicht langer) (?:eine? |der |kein\w* )?(?:ki|assistent|bot|pirat|sprachmodell|uneingeschrankt\w*|an (?:deine|die) regeln)`,
  String.raw`\b(?:tu es|vous etes) (?:maintenant|desormais) (?:une? |le )?(?:ia|assistant|bot|pirate|robot|modele|sans (?:restriction|limite)s?)`,
  String.raw`\b(?:ahora eres|a partir de ahora eres|eres ahora) (?:una? |el )?(?:ia|asistente|bot|pirata|modelo|robot|sin (?:restricciones|limites))`,
]);

/** German, French and Spanish words that steer, and the commonest override of a few other languages. */
export const otherLanguageRules: readonly InjectionRule[] = [
  ...override,
  ...systemPrompt,
  ...rolePlay,
  ...addressed,
  ...dictated,
];
