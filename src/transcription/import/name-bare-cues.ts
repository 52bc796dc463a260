import type { ImportedUtterance } from './imported-utterance.ts';
import { hasNames, splitName } from './name-prefix.ts';

/** Takes "Name: " off the words where a file names its speakers that way; cues with a voice tag stay as they are. */
export function nameBareCues(utterances: readonly ImportedUtterance[]): readonly ImportedUtterance[] {
  if (utterances.some(({ speaker }) => speaker !== null)) return utterances;
  if (!hasNames(utterances.map(({ text }) => text))) return utterances;
  return utterances.map((utterance) => {
    const split = splitName(utterance.text);
    return split === null ? utterance : { ...utterance, speaker: split.name, text: split.words };
  });
}
