import type { Transcript } from '../../domain/transcript.ts';

/** Somebody who can own a task. */
export interface Person {
  /** Label of the transcript; null for who was invited or mentioned but did not speak. */
  readonly speaker: string | null;
  readonly name: string;
}

/** How the prompt called a speaker: "S1" for "1001", Maya. */
export interface RosterEntry {
  readonly label: string;
  readonly speaker: string;
  readonly name: string;
}

/** The people of the meeting: nobody else can own anything, whatever a model answers. */
export class People {
  readonly #byLabel = new Map<string, Person>();
  readonly #byCall = new Map<string, Set<Person>>();

  constructor(roster: readonly RosterEntry[], others: readonly string[]) {
    for (const { label, speaker, name } of roster) {
      const person = { speaker, name };
      this.#byLabel.set(label.toLowerCase(), person);
      // A speaker called like somebody's label is not found by it: labels are what the models were given.
      if (!roster.some((entry) => entry.label.toLowerCase() === speaker.toLowerCase())) {
        this.#byLabel.set(speaker.toLowerCase(), person);
      }
      this.#call(person);
    }
    for (const name of others)
      if (this.#callsOf(name).length > 0 && !this.#byCall.has(name.toLowerCase())) this.#call({ speaker: null, name });
  }

  /** Who is meant by a label, a speaker or a name; null when it is nobody of the meeting, or several could be meant. */
  find(call: string): Person | null {
    const plain = call.trim().toLowerCase();
    const tagged = /^\(?(s\d+)\b/.exec(plain)?.[1];
    const labelled = this.#byLabel.get(plain) ?? (tagged === undefined ? undefined : this.#byLabel.get(tagged));
    if (labelled !== undefined) return labelled;
    const called = this.#byCall.get(plain);
    const [person] = called ?? [];
    return called?.size === 1 ? (person ?? null) : null;
  }

  /** Whether a text names the person, in full or by first name. */
  isNamedIn(person: Person, text: string): boolean {
    const plain = text.toLowerCase();
    return this.#callsOf(person.name).some((call) =>
      new RegExp(`(?<!\\p{L})${escapePattern(call)}(?!\\p{L})`, 'u').test(plain),
    );
  }

  /** Every word that is part of somebody's name, in lower case. */
  nameWords(): ReadonlySet<string> {
    return new Set([...this.#byCall.keys()].flatMap((call) => call.split(/[\s_.-]+/)));
  }

  #call(person: Person): void {
    for (const call of this.#callsOf(person.name)) {
      this.#byCall.set(call, (this.#byCall.get(call) ?? new Set<Person>()).add(person));
    }
  }

  #callsOf(name: string): readonly string[] {
    const full = name.trim().toLowerCase();
    if (full === '' || full.length > 80) return [];
    const first = full.split(/[\s_.-]+/)[0] ?? '';
    return /^speaker\b/.test(full) || first.length < 2 || first === full ? [full] : [full, first];
  }
}

/** "S1", "S2", … in the order of the transcript's speakers; nobody where nobody can tell who spoke. */
export function rosterFrom({ speakers }: Transcript): readonly RosterEntry[] {
  return (speakers ?? []).map(({ speaker, name }, index) => ({ label: `S${index + 1}`, speaker, name }));
}

const escapePattern = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
