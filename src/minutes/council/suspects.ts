import type { Voters } from './voters.ts';

/** Why an utterance is flagged that the rules did not find. */
const REASON = 'named-by-the-seats';

/**
 * What tries to steer a model: what the rules flagged, and what more than half of the models, two at least, name as such. One model
 * alone can't make a sentence of the talk worthless.
 */
export function agreedSuspects(
  flagged: ReadonlyMap<string, string>,
  { voices, count }: Voters,
): ReadonlyMap<string, string> {
  const voters = new Map<string, Set<number>>();
  for (const { voter, draft } of voices) {
    for (const id of draft.draft.injection_suspects) voters.set(id, (voters.get(id) ?? new Set<number>()).add(voter));
  }
  const named = [...voters].filter(([, who]) => who.size >= 2 && who.size * 2 > count).map(([id]) => id);
  return new Map([...named.sort().map((id): [string, string] => [id, REASON]), ...flagged]);
}
