// "Could" without "you": a polite request is none. Each language has its own list, but all are looked for: talk mixes languages.
const HEDGES = [
  // English
  String.raw`maybe|perhaps|possibly|potentially|probably|hopefully|ideally|might|could(?!,? (?:you|u|we please)\b)|(?:i|we|they|he|she|it|you|that|this|there) may|not sure|undecided|i guess|i suppose|what if|in theory|i wonder|wondering`,
  String.raw`(?:we|you|they|i) (?:should|could|might|can|need to|have to)(?: \w+){0,2} (?:think about|consider|look into|explore|discuss|talk about|revisit)|thinking (?:about|of)|considering|would be (?:nice|good|great|cool)|would(?:n't)? it|toying with`,
  // German
  String.raw`vielleicht|eventuell|evtl|möglicherweise|womöglich|unter umständen|wahrscheinlich|vermutlich|hoffentlich|könnten?(?! (?:du|sie|ihr)\b)|könntest(?! du\b)|mal (?:schauen|sehen|gucken|überlegen)|überlegen(?:, ob)?|nicht sicher|wäre (?:schön|gut|toll|nett)|dürfte`,
  // French
  'peut-être|éventuellement|probablement|sans doute|pourrait|pourraient|pourrions|pourrais(?!-tu)|on (?:devrait|doit) (?:réfléchir|voir)|réfléchir à|pas s[ûu]re?|ce serait (?:bien|bon)|envisager|envisage',
  // Spanish
  'quizás?|tal vez|a lo mejor|posiblemente|probablemente|podríamos|podrían|podría(?! usted)|habría que (?:pensar|ver)|deberíamos (?:pensar|ver|considerar)|no estoy segur[oa]|estaría bien|ojalá',
  // Italian, Portuguese, Dutch
  'forse|magari|probabilmente|potremmo|potrebbe|potrebbero|dovremmo (?:pensare|valutare)|non sono sicur[oa]|talvez|provavelmente|poderíamos|poderia(?! você)|misschien|wellicht|waarschijnlijk|zou(?:den)? kunnen|niet zeker',
].join('|');
const HEDGE = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${HEDGES})(?![\p{L}\p{N}])`, 'iu');

// Said after a hedged proposal they settle it: "Maybe we move it to Monday?" - "Agreed, let's do that."
const SETTLED = [
  "agreed|decided|settled|let's do (?:it|that|this)|let's go (?:with|for)|(?<=^|[.!?,;] )will do|i'll (?:do|take|handle|get|send|own|write|fix|prepare|book|check)|i will|we(?:'ll| will) (?:do|go with|take|move)|deal|done deal|sounds good,? (?:let's|i'll)|consider it done",
  'einverstanden|abgemacht|beschlossen|machen wir(?: so)?|so machen wir|ich (?:mache|übernehme|kümmere|schicke|schreibe) |wird erledigt|mache ich|geht klar',
  "d'accord|entendu|c'est décidé|je m'en (?:occupe|charge)|on fait (?:ça|comme ça)|vendu",
  'de acuerdo|hecho|decidido|lo haré|yo me encargo|me encargo|hagámoslo|quedamos en',
  "d'accordo|deciso|ci penso io|lo faccio io|facciamo così|combinado|eu faço|afgesproken|akkoord|doe ik",
].join('|');
const SETTLEMENT = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${SETTLED})(?![\p{L}\p{N}])`, 'iu');

const straight = (text: string): string => text.normalize('NFC').replaceAll('’', "'");

/** "Could", "maybe", "we should think about it", and what is said for it elsewhere: a possibility, not a plan. */
export const isHedged = (text: string): boolean => HEDGE.test(straight(text));

/** "If it helps I will …" settles nothing. */
const CONDITION = /^\W*(?:if|only if|unless|wenn|falls|sofern|si|à moins que|a menos que|se|als)(?![\p{L}\p{N}])/iu;

/** "Agreed", "let's do that", "I'll do it" without a hedge or a condition beside it. */
export const isSettled = (text: string): boolean =>
  SETTLEMENT.test(straight(text)) && !isHedged(text) && !CONDITION.test(text);
