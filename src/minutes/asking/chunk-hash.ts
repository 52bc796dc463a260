import { createHash } from 'node:crypto';
import type { Utterance } from '../../domain/transcript.ts';

/** What a draft depends on: the words with their speakers and ids, the prompt and the template. */
export function chunkHash(promptVersion: string, template: string, utterances: readonly Utterance[]): string {
  const hash = createHash('sha256').update(JSON.stringify([promptVersion, template]));
  for (const { id, speaker, text } of utterances) hash.update(JSON.stringify([id, speaker, text]));
  return hash.digest('hex');
}

/**
 * A fence for the transcript that nobody who speaks in it can know, because it depends on all that is said afterwards, and that is
 * the same when the same is asked again.
 */
export const nonceOf = (meetingId: string, hash: string): string =>
  createHash('sha256').update(`fence ${meetingId} ${hash}`).digest('hex').slice(0, 12);
