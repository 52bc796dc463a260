import { z } from 'zod';
import { readAnswer } from '../prompting/index.ts';
import type { IdentifiedText } from './minutes-texts.ts';
import { type Violation, violationOf } from './text-guard.ts';

const entry = z.object({ id: z.string(), text: z.string() });

/** What of an answer can be used, and what can't with the reason. */
export interface ReadTexts {
  /** Texts in order, by id. */
  readonly texts: ReadonlyMap<string, string>;
  readonly violations: readonly Violation[];
}

/** Reads `{texts: [{id, text}]}`, also as a bare list or as an object from id to text, and keeps what passes the guard. */
export function readTexts(
  sources: readonly IdentifiedText[],
  answerText: string,
  names: ReadonlySet<string>,
): ReadTexts {
  const answered = entriesIn(readAnswer(answerText));
  if (answered === null) return { texts: new Map(), violations: [{ id: '', kind: 'unreadable', what: '' }] };
  const known = new Set(sources.map(({ id }) => id));
  const unknown = [...answered.keys()].filter((id) => !known.has(id));
  const violations: Violation[] = unknown.map((id) => ({ id, kind: 'unknown-id', what: '' }));
  const texts = new Map<string, string>();
  for (const { id, text } of sources) {
    const answer = answered.get(id);
    const violation: Violation | null =
      answer === undefined ? { id, kind: 'missing', what: '' } : violationOf(id, text, answer, names);
    if (violation !== null) violations.push(violation);
    else if (answer !== undefined) texts.set(id, answer);
  }
  return { texts, violations };
}

function entriesIn(answer: unknown): ReadonlyMap<string, string> | null {
  const inner = typeof answer === 'object' && answer !== null && 'texts' in answer ? answer.texts : answer;
  if (Array.isArray(inner)) {
    const entries = inner.flatMap((item) => entry.safeParse(item).data ?? []);
    return new Map(entries.map(({ id, text }) => [id, text]));
  }
  if (typeof inner !== 'object' || inner === null) return null;
  return new Map(Object.entries(inner).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}
