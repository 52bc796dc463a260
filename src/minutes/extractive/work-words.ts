/** How much a verb phrase sounds like work for after the meeting. */
export type WorkKind = 'work' | 'perhaps' | 'none';

/** Things people do after a meeting. */
const AFTER_MEETING = [
  'send|e-?mail|mail|prepare|write|draft|fix|update|upload|schedule|organi[sz]e|arrange|book|order|buy|contact|call|phone',
  'ask|talk to|speak (?:to|with)|check with|follow up|finish|complete|implement|deploy|merge|review|test|investigate|document',
  'submit|file|circulate|distribute|forward|print|invite|remind|research|look into|find out|set up|take care of|work on',
  'build|deliver|publish|translate|report back|get back to|sort out|handle|migrate|refactor|compile|summari[sz]e|ping',
  'reach out|chase|confirm|create|design|release|ship|roll out|clean up|register|sign up|apply|pay',
  'hire|interview|measure|benchmark|configure|install|upgrade|rename|restart|renew|cancel|come back with',
  '(?:open|close|raise) (?:an?|the) (?:ticket|issue|bug|incident|pull request|request)',
  'double[- ]check|verify|post|announce|notify|inform|let (?:him|her|them|everyone|everybody) know',
].join('|');

/** What people do in the meeting itself, and what is no work at all. */
const NO_WORK = [
  'be|have|had|not|never|say|tell|explain|show|see|come|just|like|need|want|know|think|get (?:to|into|started|on|rid)|assume',
  'guess|guarantee|remember|wait|stop|start|begin|skip|read|mention|admit|agree|argue|bet|give (?:you|us|me|an|it|him|her)|go|second',
  'talk (?:about|you)|speak (?:about|for)|leave|let (?:you|me|us|it|that)|keep|hear|feel|look (?:at|like)|mean|miss|move|pass',
  'present|put|quote|stick|support|take (?:a|it|that|this|any|over)|turn|use|vote|yield|hand|hold|hope|introduce|draw|find',
  'do (?:it|that|this|so|my best)|run (?:through|over)|stand|sit|live|die|love|hate|try|return to|ask (?:you|a question|my)',
  'call (?:it|this|that|you|on)|share (?:my|the|this) screen|add (?:to|that|one|a)|open (?:it|this|up)',
  'finish (?:here|there|by|with|up|off)|bring (?:it|up|us|you)',
  'write (?:it|this|that) (?:down|up|on)|write down|review (?:it|this|that)|happily|always',
].join('|');

const WORK = new RegExp(`^(?:${AFTER_MEETING})\\b`, 'i');
const NONE = new RegExp(`^(?:${NO_WORK})\\b`, 'i');
const IN_MEETING =
  /\b(?:right now|(?<!\b(?:for|from|until|by) )now|quickly|very briefly|(?:for|in) a (?:second|sec|minute|moment)|white ?board|on the (?:board|screen|slide)|next slide|move on|later on|shortly|in (?:this|the) (?:meeting|call)|as i said|answer (?:that|your|the) question|here)\b/i;
const NO_OBJECT =
  /^\S+(?:\s+(?:to|into|with|on|up|out|off|over))*(?:\s+(?:it|that|this|them|you|us|him|her|those|these|so|one|all|then|too|as well|yeah|okay|ok|anyway|and|today|tonight|tomorrow))*[\s.,!?]*$/i;

/** Judges what follows "I will" or "can you". */
export function workKindOf(verbPhrase: string): WorkKind {
  if (NONE.test(verbPhrase)) return 'none';
  return WORK.test(verbPhrase) ? 'work' : 'perhaps';
}

/** Whether it is done on the spot: "quickly", "on the whiteboard", "for a second". */
export const isDoneInMeeting = (text: string): boolean => IN_MEETING.test(text);

/** "do it", "send that to you": who was not there can't know what is meant. */
export const namesNoObject = (verbPhrase: string): boolean => NO_OBJECT.test(verbPhrase);
