import { type InjectionRule, rules } from './injection-rule.ts';

// Whoever says "the AI" of a product talks about it; whoever names it and goes on with an order talks to it.
const MODEL = String.raw`(?:a\.?i\.?|ais|(?:ai[ -])?(?:assistant|bot|chatbot|summari[sz]er)|ai[ -](?:note ?-?taker|scribe|recorder)|summari[sz]ation (?:model|system|tool)|(?:large )?language models?|llms?|chatgpt|gpt|meeting bot)(?![- ](?:manager|director|professor|coach|editor|secretary|teams?|principal|company|department))`;
const ORDER =
  "(?:stop|erase|write|tell|pretend|return|leave|quote|make|give|set|change|act|add|include|insert|list|say|state|report|omit|leave out|remove|delete|do not|don't|never|ignore|disregard|forget|assign|mark|output|respond|reply|summari[sz]e|note that|record that|conclude|must|you must|you should|you will|you are|your)";
/** Where an order begins: a sentence, a clause, or after a word that asks. */
const AS_ORDER = String.raw`(?:^|[.?!:;,"]\s*|\b(?:please|must|should|always|now|just|to)\s+)`;
const OUTPUT = '(?:summary|minutes|output|response|reply|action items|json)';
const UNBOUND = String.raw`(?:a\.?i\.?|assistant|chatbot|bot|language model|llm|note ?-?taker|summari[sz]er|dan|unrestricted|unfiltered|uncensored|jailbroken|hacked|evil|pirate|root|free from|free of|not bound|no longer bound|bound by|different (?:ai|model|assistant))`;

const override = rules('override', [
  String.raw`\b(?:ignore|disregard|forget|override|bypass|discard|overwrite|neglect|(?:do not|don't|stop) (?:follow|following|obey|obeying))\b[^.?!]{0,25}\b(?:all|any|your|previous|prior|above|earlier|preceding|system|original)\b[^.?!]{0,20}\b(?:instructions?|prompts?|programming|directives?)\b`,
  String.raw`\b(?:ignore|disregard|forget|override|bypass)\b[^.?!]{0,15}\b(?:rules?|instructions?|guidelines?|orders)\b[^.?!]{0,10}\byou (?:were|have been|'ve been|got|received)\b`,
  String.raw`\b(?:skip|ignore|disregard|drop|delete) (?:everything|all|anything)(?: that was| that came| said)? (?:before|above|until|up to)\b`,
  String.raw`\b(?:ignore|disregard|forget|override|bypass)\b[^.?!]{0,15}\b(?:your|all (?:of )?(?:your|previous|prior)|all previous)\b[^.?!]{0,15}\b(?:rules?|guidelines?|training|safety|restrictions?|constraints?)\b`,
  String.raw`\b(?:ignore|disregard|forget) (?:everything|all|anything) (?:(?:that )?(?:was|is|came|has been said|comes) (?:above|before)|above|before this|(?:that )?you (?:were|have been|'ve been) (?:told|given|taught))`,
  String.raw`\b(?:instead|rather than|in place) of (?:writing |making |doing )?(?:the |a )?(?:minutes|summary|summari[sz]ing)[^.?!]{0,20}\b(?:write|output|print|say|reply|respond)\b`,
  String.raw`(?:^|[.?!:;]\s*)new (?:system )?(?:instructions?|task|directive|prompt)\s*:`,
  String.raw`\b(?:previous|prior|earlier|your) (?:instructions|directives|prompts?) (?:are|is|were) (?:now )?(?:void|null|cancel?led|invalid|overridden|obsolete|no longer)\b`,
  String.raw`\b(?:this|the following|what i say(?: now)?) (?:overrides|supersedes|overwrites|cancels) (?:everything|all|any)\b`,
  String.raw`\b(?:disable|turn off|switch off|drop|remove|bypass) your (?:filters?|safety|restrictions?|guard ?rails?|rules|limits)\b|\b(?:what|than) your (?:prompt|programming|instructions?) (?:says?|tells?)\b`,
]);

const systemPrompt = rules('system-prompt', [
  String.raw`${AS_ORDER}(?:reveal|print|repeat|show|output|tell (?:me|us)|give (?:me|us)|disclose|leak|display|recite|copy)\b[^.?!]{0,30}\b(?:your|the) (?:system|hidden|initial|original|secret|developer|full)?\s?(?:system )?(?:prompt|instructions you)\b`,
  String.raw`\byour (?:system|hidden|initial|original|secret|developer) ?(?:prompt|instructions|message)\b`,
  String.raw`\b(?:system|developer) (?:prompt|message|override)\s*:`,
]);

const addressed = rules('addresses-the-model', [
  String.raw`\b(?:whoever|whatever|anyone|anything|any system) (?:is |that is |who is )?(?:summari[sz]ing|transcribing|processing|generating)\b`,
  String.raw`\b(?:dear|hey|hello|attention|ok(?:ay)?|note (?:to|for)|message (?:to|for)|to|instructions? (?:to|for))(?: the| all| any| every)? ${MODEL}\b[,:;.!]?\s*(?:reading|processing|listening|summari[sz]ing|please|that reads?|who reads?|${ORDER})\b`,
  String.raw`\b(?:note|message|instructions?|reminder) (?:to|for)(?: the| all| any| every)? ${MODEL}\s*:`,
  String.raw`(?:^|[.?!:]\s*)(?:hey |ok |okay |dear |listen,? )?(?:${MODEL}|computer)\b\s*[,:;!]\s*(?:please )?(?:[^.?!]{0,30}\byou (?:should|must|have to|need to|will|are)\b|${ORDER}\b)`,
  String.raw`\byou(?: are|'re) (?:just |only )?an? (?:ai|language model|large language model|llm|chatbot)\b(?! (?:team|company|lab|expert|engineer|researcher|person|guy|fan))`,
  String.raw`\bif you(?: are|'re) (?:an? |the )?(?:automated |artificial )?${MODEL}\b`,
  String.raw`\bas (?:an?|the) ${MODEL}\b[^.?!]{0,20}\b(?:you|your)\b`,
  String.raw`(?:^|[.?!]\s*)(?:hey|ok|okay|dear|hello|hi|listen),? (?:${MODEL})\s*[,:!]`,
  String.raw`\b(?:for|to) (?:the|any|every|all) (?:summary|summari[sz]ing|minutes|meeting|note[- ]taking|transcription) (?:bot|ai|model|tool|system|assistant)\s*[,:]`,
  String.raw`\b(?:any|every|all|the) (?:${MODEL}) (?:that is |that's |who is )?(?:listening|reading|summari[sz]ing|processing|transcribing|taking (?:notes|minutes))\b`,
]);

const dictated = rules('dictates-minutes', [
  String.raw`\b(?:write|put|add|include|insert|say|state|list|mention|place|repeat|quote|omit|hide)\b[^.?!]{0,60}\b(?:in|into|to|from|at the (?:top|end|start|beginning) of) your (?:meeting )?${OUTPUT}\b`,
  String.raw`\byour (?:meeting )?(?:summary|minutes|output|json)\b[^.?!]{0,10}\b(?:must|should|has to|have to|shall)\b`,
  String.raw`\bthe (?:summary|minutes) (?:must|shall) (?:only |just |always )?(?:say|contain|state|read|begin|start|end|include|consist|be)\b`,
  String.raw`${AS_ORDER}(?:respond|reply|output|answer)\s+(?:only|just|exclusively|(?:(?:with|in)\b[^.?!]{0,25}\bonly)|(?:with |in )?(?:exactly|nothing but|nothing else|the following|the words?|verbatim))\b`,
  String.raw`${AS_ORDER}in your (?:meeting )?${OUTPUT}[,:]? (?:please )?(?:say|write|state|mention|list|include|put|do not|don't)\b`,
  String.raw`${AS_ORDER}(?:write|say|state|report|claim|conclude|summari[sz]e|pretend) that (?:everyone|everybody|we all|all (?:participants|members|five)|the (?:team|board|group|council|committee)|it was)\b[^.?!]{0,40}\b(?:agree[ds]?|approved?|decided|accept(?:s|ed)|voted|unanimous(?:ly)?|confirmed)\b`,
  String.raw`\bassign (?:all|every|each)(?: of)?(?: the)? action items?\b|\b(?:set|make|name|list|mark)\b[^.?!]{0,30}\b(?:owner of|responsible for|assigned to) (?:every|all|each)\b`,
  String.raw`${AS_ORDER}(?:erase|wipe|clear|delete|destroy|blank) (?:all (?:of )?)?(?:the |these |this )?(?:minutes|summary|transcript|action items)\b`,
  String.raw`${AS_ORDER}summari[sz]e (?:this|the) (?:meeting|call|conversation|transcript) (?:only )?(?:as|like|with)\b`,
  String.raw`\b(?:do not|don't|never) (?:mention|include|record|report|list|write|summari[sz]e)\b[^.?!]{0,40}\bin your\b|\b(?:do not|don't) (?:produce|generate|write|make) (?:any |a |the )?(?:summary|minutes)\b`,
  String.raw`\byou (?:must|are (?:required|ordered|instructed) to|shall)\b(?: now| also| only)? (?:list|write|add|include|mention|assign|mark|record|report|state|summari[sz]e|say)\b[^.?!]{0,60}\b(?:action items?|minutes|summary|decisions?|owner|everyone|this meeting)\b`,
  String.raw`\bfrom (?:now|here) on,? (?:you )?(?:will |must |should )?(?:only |just )?(?:write|say|answer|respond|reply|output)\b`,
  String.raw`${AS_ORDER}(?:write|say|return|output|print|produce|give)(?: only| just)? (?:only |just )?(?:the (?:following )?(?:sentence|word|words|text)\b|(?:an? |the )?(?:empty|blank) (?:summary|minutes|answer|list of)|(?:only|just) (?:the|that|one) (?:sentence|word|text)\b)`,
]);

const rolePlay = rules('role-play', [
  String.raw`${AS_ORDER}(?:act|behave|respond|answer|speak)\b[^.?!]{0,30}\bwithout (?:any )?(?:restrictions|rules|limits|limitations|filters|guidelines)\b`,
  String.raw`\byou(?: are|'re) (?:now|no longer|from now on) (?:an? |the |in )?${UNBOUND}\b`,
  String.raw`\b(?:from now on|henceforth)[, ]+you(?: are|'re|'ll be| will be| will act as| act as) (?:an? |the )?${UNBOUND}\b`,
  String.raw`\b(?:act|behave|respond|speak|answer) (?:as|like)(?: if you(?: are|'re| were))? (?:an? |the )?${UNBOUND}\b`,
  String.raw`\bpretend (?:that )?(?:to be|you(?: are|'re| were)|you have) (?:an? |the |no )?(?:${UNBOUND}|rules|restrictions|limits|guidelines)\b`,
  String.raw`\byou(?: are|'re) (?:now )?in (?:developer|debug|god|admin|maintenance|dan|jailbreak|unrestricted) mode\b|\b(?:enter|activate|enable|switch (?:in)?to) (?:god|dan|jailbreak|unrestricted) mode\b`,
]);

/** English words that steer, the gravest kind first. */
export const englishRules: readonly InjectionRule[] = [
  ...override,
  ...systemPrompt,
  ...rolePlay,
  ...addressed,
  ...dictated,
];
