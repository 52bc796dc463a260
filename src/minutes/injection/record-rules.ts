import { type InjectionRule, rules } from './injection-rule.ts';

const PERSON =
  '(?:note ?-?taker|minute ?-?taker|secretary|scribe|clerk|recorder|whoever (?:takes|is taking|writes) (?:the )?(?:minutes|notes))';

/** A person tells whoever takes the minutes what to write. */
export const recordRules: readonly InjectionRule[] = rules('stated-for-the-record', [
  String.raw`\b${PERSON}\b[^.?!]{0,25}\b(?:record|note|write|put|minute|add|include)\b`,
  String.raw`\b(?:for|on|off) the record\b`,
  String.raw`\blet the (?:record|minutes) (?:show|reflect|state)\b`,
  String.raw`\b(?:put|write|note|record|add|get|include|enter|reflect|repeat|have|leave|keep|strike|remove)\b[^.?!]{0,40}\b(?:in|into|to|out of|from|on) (?:the|our|these) (?:meeting )?(?:minutes|record|notes|summary)\b(?! (?:app|file|page|field|pad|document|folder|book))`,
  String.raw`\b(?:please|can you|could you) (?:minute|note for the minutes)\b`,
  String.raw`\b(?:furs|fur das|fur's|zu|ins|im|in das) protokoll\b|\bprotokoll(?:iere|ieren|ant\w*|fuhrer\w*)\b[^.?!]{0,30}\b(?:bitte|vermerk|notier|festhalt|schreib)`,
  String.raw`\b(?:au|dans le) (?:proces[- ]verbal|compte[- ]rendu|pv)\b`,
  String.raw`\bconste(?: en)?(?: el)? acta\b|\b(?:constar|poner|pon|pongan|ponga|anota\w*|escrib\w*|inclu\w*|quitar)\b[^.?!]{0,30}\b(?:en|del?|al) (?:el )?acta\b`,
]);
