import type { Transcript, Utterance } from '../../domain/transcript.ts';
import type { InjectionRule } from './injection-rule.ts';
import { normalForm } from './normal-form.ts';
import type { InjectionReason } from './reason.ts';
import { repeatedSentences } from './repeated-sentences.ts';
import { spokenRules } from './spoken-rules.ts';
import { writtenRules } from './written-rules.ts';

// An order may be spread over a few utterances of one speaker; further apart it is no sentence any more.
const MOST_PAUSE_MS = 5_000;
const MOST_PARTS = 4;

/**
 * Utterances that may try to steer the model, with the reason, in the order of the meeting. A sign, no proof: they stay in the transcript
 * and are shown, but claims that rest on them alone are never confirmed (see `isSuspect`).
 */
export function flagInjection({ utterances }: Pick<Transcript, 'utterances'>): ReadonlyMap<string, InjectionReason> {
  const plain = utterances.map(({ text }) => normalForm(text));
  const repeated = repeatedSentences(utterances);
  const found = new Map<string, InjectionReason>();
  for (const [index, utterance] of utterances.entries()) {
    const reason = reasonOf(utterance.text, plain[index] ?? '') ?? (repeated.has(utterance.id) ? 'repeated' : null);
    if (reason !== null) found.set(utterance.id, reason);
  }
  for (const { ids, reason } of spreadOrders(utterances, plain, found)) {
    for (const id of ids) found.set(id, found.get(id) ?? reason);
  }
  return new Map(utterances.flatMap(({ id }) => entryOf(found, id)));
}

function entryOf(
  found: ReadonlyMap<string, InjectionReason>,
  id: string,
): readonly (readonly [string, InjectionReason])[] {
  const reason = found.get(id);
  return reason === undefined ? [] : [[id, reason]];
}

function reasonOf(text: string, plain: string): InjectionReason | null {
  return firstReason(writtenRules, text) ?? firstReason(spokenRules, plain);
}

function firstReason(rules: readonly InjectionRule[], text: string): InjectionReason | null {
  return rules.find(({ pattern }) => pattern.test(text))?.reason ?? null;
}

interface SpreadOrder {
  readonly ids: readonly string[];
  readonly reason: InjectionReason;
}

/** Orders that only show when the next utterances of the same speaker are read along: "Ignore all" … "previous instructions". */
function spreadOrders(
  utterances: readonly Utterance[],
  plain: readonly string[],
  found: ReadonlyMap<string, InjectionReason>,
): readonly SpreadOrder[] {
  const orders: SpreadOrder[] = [];
  for (let start = 0; start < utterances.length; start += 1) {
    const parts = partsFrom(utterances, start).filter((index) => !found.has(utterances[index]?.id ?? ''));
    for (let count = 2; count <= parts.length; count += 1) {
      const order = orderIn(parts.slice(0, count), utterances, plain);
      if (order === null) continue;
      orders.push(order);
      break;
    }
  }
  return orders;
}

function orderIn(
  parts: readonly number[],
  utterances: readonly Utterance[],
  plain: readonly string[],
): SpreadOrder | null {
  // Where a speaker draws breath engines end a sentence: the order is looked for across it.
  const joined = parts.map((index) => (plain[index] ?? '').replace(/[.…,]+$/u, '')).join(' ');
  const reason = firstReason(spokenRules, joined);
  // Every part must count, else a shorter window would have found it or a later one will.
  if (reason === null || firstReason(spokenRules, joined.slice((plain[parts[0] ?? 0] ?? '').length)) !== null)
    return null;
  return { ids: parts.map((index) => utterances[index]?.id ?? ''), reason };
}

/** The utterance and what its speaker says right after it, others' words between left out. */
function partsFrom(utterances: readonly Utterance[], start: number): readonly number[] {
  const first = utterances[start];
  if (first === undefined) return [];
  const parts = [start];
  let endMs = first.endMs;
  for (let index = start + 1; index < utterances.length && parts.length < MOST_PARTS; index += 1) {
    const next = utterances[index];
    if (next === undefined || next.startMs - endMs > MOST_PAUSE_MS) break;
    if (next.speaker !== first.speaker) continue;
    parts.push(index);
    endMs = next.endMs;
  }
  return parts;
}
