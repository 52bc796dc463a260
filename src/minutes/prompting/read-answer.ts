import { jsonrepair } from 'jsonrepair';

/** A longer answer is no answer to our questions; repairing it would block the thread. */
const LONGEST_ANSWER = 400_000;
const THOUGHTS = /<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/gi;
const BLOCK = /```(?:json)?\s*\n?([\s\S]*?)(?:```|$)/i;

/** The JSON in a model's answer, with prose, code fences and small faults around it; null when there is none. */
export function readAnswer(text: string): unknown {
  if (text.length > LONGEST_ANSWER) return null;
  const said = text.replaceAll(THOUGHTS, '');
  const inner = BLOCK.exec(said)?.[1] ?? said;
  const start = inner.search(/[[{]/);
  if (start < 0) return null;
  const end = Math.max(inner.lastIndexOf('}'), inner.lastIndexOf(']'));
  return parsed(inner.slice(start, end + 1)) ?? repaired(inner.slice(start));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error: unknown) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Cut or careless JSON: jsonrepair closes what is open; what it can't read it reports by throwing. */
function repaired(json: string): unknown {
  try {
    return parsed(jsonrepair(json));
  } catch {
    return null;
  }
}
