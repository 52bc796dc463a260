// Words that make a statement less than a promise. "could/would you" is a polite request and stays out of the list.
const HEDGE =
  /\b(?:maybe|perhaps|possibly|potentially|probably|hopefully|might|ideally|in theory|i guess|i suppose|not sure|no idea|depends|(?:could|would|should)(?! (?:you|u)\b)|i(?: don't)? think i|i don't think|wonder|i hope|i wish|try to)\b/i;
const CONDITION = /\b(?:if|unless|whether|suppose|imagine|assuming|in case|say we|let's say|what if|provided that)\b/i;
// "Ask them if …" tells what to ask; nothing hangs on the condition.
const ASKED_CONDITION =
  /\b(?:ask|asking|see|check|checking|find out|know|tell me|look|confirm|verify|figure out|test)\b[^.,;]{0,40}\b(?:if|whether)\b/i;
const REPORTED =
  /\b(?:he|she|they|someone|people|users?|customers?|who)\s+(?:say|says|said|told|thinks?|asked|asks)\b|\b(?:i|we|you) (?:said|told|was going|were going|thought)\b/i;
const EXAMPLE = /\b(?:for example|for instance|like when|as in)\b/i;

/** "Could", "maybe", "might", "I think I …": whoever says that has not promised anything. */
export const isHedged = (text: string): boolean => HEDGE.test(text);

/** The statement only holds under a condition. */
export const isConditional = (text: string): boolean => CONDITION.test(text.replace(ASKED_CONDITION, ' '));

/** Told about others or the past, or made up as an example. */
export const isReported = (text: string): boolean => REPORTED.test(text) || EXAMPLE.test(text);
