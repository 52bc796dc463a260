import type { InjectionRule } from './injection-rule.ts';
import type { InjectionReason } from './reason.ts';

const rule = (reason: InjectionReason, pattern: RegExp): InjectionRule => ({ reason, pattern });

const URL = String.raw`(?:https?:\/\/|www\.|javascript:|data:text)\S{3,}`;
const LURE =
  /\b(?:minutes|summary|notes|everyone|everybody|all (?:participants|members)|verify|password|log ?in|credentials|account|pay|invoice|claim|wallet|bitcoin|click (?:here|this)|protokoll|zusammenfassung|klick\w*|passwort|compte[- ]rendu|clique[zr]?|mot de passe|acta|resumen|haz clic|contrasena|contraseña)\b/
    .source;

/** Signs of written text that nobody says aloud: they come with imported transcripts, names and chat. Read on the original text. */
export const writtenRules: readonly InjectionRule[] = [
  // Our own fence and our own lines: "<<T-9f3a", "T-9f3a>>", "s12|S2|03:15|"
  rule('fence', /<<\s*\/?[A-Z]?-?[0-9a-z]+|\b[A-Z]-[0-9a-z]{3,}\s*>>|\bs\d+\s*\|\s*(?:S\d+|\?)\s*\|/u),
  // Chat templates, closing tags, code fences, parts of our answer's JSON, Markdown links and pictures
  rule(
    'markup',
    /<\|[a-z_]+\|>|\[\/?INST\]|<\/?(?:system|assistant|user|instructions?|transcript|prompt|script|iframe|img|a\s+href)\b|```|^\s*#{2,}\s*(?:system|instruction|response|task)|"?role"?\s*:\s*"(?:system|assistant)|!?\[[^\]\n]{0,80}\]\([^)\n]{1,200}\)/iu,
  ),
  rule(
    'markup',
    /["'](?:action_items|key_points|decisions|summary|conclusion|injection_suspects|open_questions|owner|evidence)["']\s*:|\{\s*"[^"\n]{1,40}"\s*:/iu,
  ),
  rule(
    'markup',
    /(?:^|[.!?]\s{1,3}|[-=*#]{2}\s{0,3})(?:end|start|begin(?:ning)?) (?:of )?(?:the )?(?:transcript|system (?:message|prompt)|prompt|instructions|data)\s*(?:[-=*#.:!]|$)|(?:^|[.!?]\s{1,3})(?:system|assistant)\s*:\s*\S/iu,
  ),
  // Long runs of base64, hexadecimal or percent codes; no word of any language mixes small letters, capitals and digits for so long
  rule(
    'encoded',
    /(?<![A-Za-z0-9+/])(?=[A-Za-z0-9+/]{0,80}?[a-z])(?=[A-Za-z0-9+/]{0,80}?[A-Z])(?=[A-Za-z0-9+/]{0,80}?[0-9])[A-Za-z0-9+/]{32}/u,
  ),
  rule('encoded', /\b[0-9a-f]{48,}\b|(?:%[0-9a-f]{2}){6}|(?:\\x[0-9a-f]{2}){4}|(?:\\u[0-9a-f]{4}){4}/iu),
  rule(
    'encoded',
    /\b(?:decode|dekodiere\w*|décode[zr]?|decodifica)\b[^.?!]{0,40}\b(?:base ?64|rot ?13|hex)\b|\b(?:base ?64|rot ?13)\b[^.?!]{0,40}\b(?:decode|follow|execute|obey)\b/iu,
  ),
  rule('link', new RegExp(`${URL}[\\s\\S]{0,80}${LURE}|${LURE}[\\s\\S]{0,80}${URL}`, 'iu')),
  rule('link', /\b(?:javascript:|data:text\/html)/iu),
];
