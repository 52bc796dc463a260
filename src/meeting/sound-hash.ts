import { createHash } from 'node:crypto';
import type { SpeechWindow } from '../domain/speech-window.ts';

/** The same for the same samples of which the same are lost. */
export const soundHash = ({ pcm, lost = [] }: Pick<SpeechWindow, 'pcm' | 'lost'>): string =>
  createHash('sha256')
    .update(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength))
    .update(JSON.stringify(lost))
    .digest('base64');
