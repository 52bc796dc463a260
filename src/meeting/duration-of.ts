import type { Meeting } from '../domain/meeting.ts';
import type { Transcript } from '../domain/transcript.ts';

/** How long a meeting took: to the end of its longest track, and at least to its last word. */
export function durationOf({ tracks }: Pick<Meeting, 'tracks'>, { utterances }: Transcript): number {
  const lastWordMs = utterances.reduce((latest, { endMs }) => Math.max(latest, endMs), 0);
  return tracks.reduce((longest, { result }) => Math.max(longest, result?.durationMs ?? 0), lastWordMs);
}
