import { jsonrepair } from 'jsonrepair';
import { draftLimits } from './draft-limits.ts';
import { type ObjectText, objectText } from './object-text.ts';

/** What an answer holds as JSON, and what had to be done to read it. */
export type AnswerJson =
  | {
      readonly state: 'strict' | 'stripped' | 'cut' | 'repaired';
      readonly value: unknown;
      readonly faults: readonly string[];
    }
  | { readonly state: 'none'; readonly faults: readonly string[] };

/** Repair takes the square of the length (measured: 0.4 s for 64 kB of the worst text), and whole drafts stay under 40 kB. */
const LONGEST_REPAIR = 64_000;

const WEB_PAGE = /^<(?:!doctype|html|head|body|\?xml)/i;

/** Strict JSON, else what stands between fences or in prose, else what came whole before a cut, else repaired. */
export function jsonOfAnswer(text: string): AnswerJson {
  const bounded = text.slice(0, draftLimits.answerLength).replaceAll('\0', '').trim();
  const strict = parsed(bounded);
  if (strict !== undefined) return { state: 'strict', value: strict, faults: [] };
  const start = WEB_PAGE.test(bounded) ? null : startOfObject(bounded);
  if (start === null) return { state: 'none', faults: [whyNone(bounded)] };
  const body = bounded.slice(start);
  const found = objectText(body);
  return asItStands(found) ?? repaired(found.kind === 'closed' ? found.text : body);
}

function asItStands(found: ObjectText): AnswerJson | null {
  if (found.kind === 'broken') return null;
  const text = found.kind === 'closed' ? found.text : found.whole;
  const value = text === null ? undefined : parsed(text);
  if (value === undefined) return null;
  return found.kind === 'closed'
    ? { state: 'stripped', value, faults: ['there is text around the JSON'] }
    : { state: 'cut', value, faults: ['the answer was cut: its last item is lost'] };
}

function repaired(body: string): AnswerJson {
  // What is too long to repair is cut between two items, not in the middle of one.
  const short = body.length > LONGEST_REPAIR ? body.slice(0, LONGEST_REPAIR) : body;
  const found = objectText(short);
  const isCut = found.kind === 'cut' || short.length < body.length;
  const faults = ['the JSON was broken and was repaired', ...(isCut ? ['the answer was cut'] : [])];
  const text = found.kind === 'cut' && found.whole !== null ? found.whole : short;
  try {
    return { state: isCut ? 'cut' : 'repaired', value: JSON.parse(jsonrepair(text)) as unknown, faults };
  } catch (error: unknown) {
    // Text that is no JSON at all, or nested so deep that the repair runs out of stack.
    const reason = error instanceof RangeError ? 'nested too deep' : 'beyond repair';
    return { state: 'none', faults: [`the JSON is ${reason}`] };
  }
}

/** Undefined when it is no JSON; JSON itself never is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A brace that a key follows; prose and style sheets have others. A fenced block goes before. */
function startOfObject(text: string): number | null {
  const fence = text.search(/```(?:json)?\s*\{/i);
  const from = Math.max(0, fence);
  const start = text.slice(from).search(/\{\s*(?:["'}]|\/[/*]|\p{L}[\p{L}_]*\s*:)/u);
  return start < 0 ? null : from + start;
}

function whyNone(text: string): string {
  if (text === '') return 'the answer is empty';
  return WEB_PAGE.test(text) ? 'the answer is a web page' : 'the answer holds no JSON';
}
