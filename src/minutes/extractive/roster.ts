import type { Conversation } from './conversation.ts';

/** A person who spoke in the meeting. */
export interface Person {
  readonly speaker: string;
  readonly name: string;
}

/** Finds people of the meeting by how they are called in speech. */
export interface Roster {
  /** Everyone whose full or first name is the given one; more than one means that nobody can tell who was meant. */
  findByCall(call: string): readonly Person[];
  /** A pattern source that matches every call of everyone, longest first; null when there is nobody to call. */
  readonly callPattern: string | null;
}

/** The people who spoke. Labels like "Speaker 2" are no calls: nobody says them. */
export function rosterOf({ turns, knowsSpeakers }: Conversation): Roster {
  const people = new Map<string, Person>();
  for (const { speaker, name } of turns) {
    if (knowsSpeakers && name !== null) people.set(speaker, { speaker, name });
  }
  const byCall = new Map<string, Person[]>();
  for (const person of people.values()) {
    for (const call of callsOf(person.name)) byCall.set(call, [...(byCall.get(call) ?? []), person]);
  }
  const calls = [...byCall.keys()].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return {
    findByCall: (call) => byCall.get(call.toLowerCase()) ?? [],
    callPattern: calls.length === 0 ? null : calls.map(escapePattern).join('|'),
  };
}

function callsOf(name: string): ReadonlySet<string> {
  const full = name.trim().toLowerCase();
  if (full === '' || full.length > 80 || /^speaker\b/.test(full)) return new Set();
  const first = full.split(/[\s_.-]+/)[0] ?? '';
  return new Set(first.length >= 2 ? [full, first] : [full]);
}

const escapePattern = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
