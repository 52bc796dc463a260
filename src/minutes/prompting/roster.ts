import type { Speaker } from '../../domain/speaker.ts';
import type { Transcript } from '../../domain/transcript.ts';
import { oneLine } from './one-line.ts';

/** What models call a speaker ("S1"), and who that is. */
export interface RosterEntry extends Speaker {
  readonly label: string;
  /** Whom a player plays in a role-playing session, else null. */
  readonly character: string | null;
}

/** Everybody who spoke, in order of appearance; empty when nobody can tell who did. */
export type Roster = readonly RosterEntry[];

/** Stands in a line whose speaker nobody knows. */
export const UNKNOWN_SPEAKER = '?';

/**
 * Models see short labels and display names, never account ids. The same transcript always gives the same labels, so that an answer
 * about one part of a meeting and an answer about another mean the same person. `characters` maps a speaker to the name of a character.
 */
export function rosterOf(
  { speakers }: Pick<Transcript, 'speakers'>,
  characters: ReadonlyMap<string, string> = new Map(),
): Roster {
  return (speakers ?? []).map(({ speaker, name }, index) => ({
    label: `S${index + 1}`,
    speaker,
    name,
    character: characters.get(speaker) ?? null,
  }));
}

/** "S2", or "?" for somebody who is not in the roster. */
export function labelOf(roster: Roster, speaker: string): string {
  return roster.find((entry) => entry.speaker === speaker)?.label ?? UNKNOWN_SPEAKER;
}

/**
 * Whom a model means: a label in any case, or, as models often write it, a display name that only one person bears. Null for anybody else:
 * owners come from the roster or not at all.
 */
export function speakerOf(roster: Roster, answer: string): RosterEntry | null {
  const wanted = folded(answer);
  const labelled = roster.find(
    ({ label }) => wanted === label.toLowerCase() || wanted.startsWith(`${label.toLowerCase()}=`),
  );
  if (labelled !== undefined) return labelled;
  const named = roster.filter(({ name }) => folded(name) === wanted);
  return named.length === 1 ? (named[0] ?? null) : null;
}

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

const LONGEST_NAME = 40;

/** "S1=Ann; S2=Ben (plays Tharivol)" */
export function rosterLine(roster: Roster): string {
  return roster
    .map(({ label, name, character }) => {
      const played = character === null ? '' : ` (plays ${oneLine(character, LONGEST_NAME)})`;
      return `${label}=${oneLine(name, LONGEST_NAME)}${played}`;
    })
    .join('; ');
}
