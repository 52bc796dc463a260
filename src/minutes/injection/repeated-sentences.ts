import type { Utterance } from '../../domain/transcript.ts';
import { normalForm } from './normal-form.ts';

/** Somebody who says the same long sentence this often wants it to be written down; votes can't help against that. */
const OFTEN = 3;
const LEAST_WORDS = 7;

/** Ids of the utterances with a sentence that one person says, word for word, three times or more. */
export function repeatedSentences(utterances: readonly Utterance[]): ReadonlySet<string> {
  const sayings = new Map<string, string[]>();
  for (const { id, speaker, text } of utterances) {
    for (const sentence of sentencesIn(text)) {
      const key = `${speaker}\n${sentence}`;
      const ids = sayings.get(key);
      if (ids === undefined) sayings.set(key, [id]);
      else ids.push(id);
    }
  }
  return new Set([...sayings.values()].filter((ids) => ids.length >= OFTEN).flat());
}

function sentencesIn(text: string): readonly string[] {
  return normalForm(text)
    .split(/[.?!…。！？]+/u)
    .map((sentence) => sentence.match(/[\p{L}\p{N}']+/gu) ?? [])
    .filter((words) => words.length >= LEAST_WORDS)
    .map((words) => words.join(' '));
}
