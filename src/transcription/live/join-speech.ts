import type { LiveSpeech } from '../../domain/live-piece.ts';

/** One speech of two, the second of which begins where the first ends or a little later; silence fills what is between. */
export function joinSpeech(first: LiveSpeech, second: LiveSpeech): LiveSpeech {
  const pcm = new Float32Array(lengthOfBoth(first, second));
  pcm.set(first.pcm);
  pcm.set(second.pcm, second.startSample - first.startSample);
  return { ...first, pcm, end: second.end, speechSamples: first.speechSamples + second.speechSamples };
}

/** Samples from the beginning of the first to the end of the second. */
export const lengthOfBoth = (first: LiveSpeech, second: LiveSpeech): number =>
  second.startSample + second.pcm.length - first.startSample;
