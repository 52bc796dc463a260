import { createHash } from 'node:crypto';
import type { Pcm } from '../domain/audio.ts';

/** The same for the same samples. */
export const soundHash = (pcm: Pcm): string =>
  createHash('sha256')
    .update(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength))
    .digest('base64');
