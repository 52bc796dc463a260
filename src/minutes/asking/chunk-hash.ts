import { createHash } from 'node:crypto';
import type { TranscriptPart } from './council-rules.ts';

/** The prompt that a draft comes from. */
export interface PromptKind {
  readonly promptVersion: string;
  readonly template: string;
}

/**
 * What a draft depends on: the words, who said them and under which label (place in the list of speakers), the prompt and the template.
 */
export function chunkHash(
  { promptVersion, template }: PromptKind,
  { utterances, speakers }: Pick<TranscriptPart, 'utterances' | 'speakers'>,
): string {
  const labels = new Map(speakers?.map(({ speaker }, index) => [speaker, index]));
  const hash = createHash('sha256').update(JSON.stringify([promptVersion, template]));
  for (const { id, speaker, text } of utterances)
    hash.update(JSON.stringify([id, labels.get(speaker) ?? -1, speaker, text]));
  return hash.digest('hex');
}

/**
 * A fence for the transcript that nobody who speaks in it can know, because it depends on all that is said afterwards, and that is
 * the same when the same is asked again.
 */
export const nonceOf = (meetingId: string, hash: string): string =>
  createHash('sha256').update(`fence ${meetingId} ${hash}`).digest('hex').slice(0, 12);
