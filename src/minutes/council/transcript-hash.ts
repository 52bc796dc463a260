import { createHash } from 'node:crypto';
import type { Transcript } from '../../domain/transcript.ts';

/** SHA-256 of who said what when, in hex: minutes of the same transcript have the same. */
export function transcriptSha256({ utterances }: Transcript): string {
  const hash = createHash('sha256');
  for (const { id, speaker, startMs, endMs, text } of utterances) {
    hash.update(JSON.stringify([id, speaker, startMs, endMs, text]));
  }
  return hash.digest('hex');
}
