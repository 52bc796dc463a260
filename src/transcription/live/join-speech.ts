import type { LiveSpeech } from '../../domain/live-piece.ts';
import type { LostSound } from '../../domain/lost-sound.ts';

/** One speech of two, the second of which begins where the first ends or a little later; silence fills what is between. */
export function joinSpeech(first: LiveSpeech, second: LiveSpeech): LiveSpeech {
  const pcm = new Float32Array(lengthOfBoth(first, second));
  pcm.set(first.pcm);
  pcm.set(second.pcm, second.startSample - first.startSample);
  const speechSamples = first.speechSamples + second.speechSamples;
  return { ...first, pcm, end: second.end, speechSamples, ...lostIn(first, second) };
}

/** Samples from the beginning of the first to the end of the second. */
export const lengthOfBoth = (first: LiveSpeech, second: LiveSpeech): number =>
  second.startSample + second.pcm.length - first.startSample;

function lostIn(first: LiveSpeech, second: LiveSpeech): { readonly lost?: readonly LostSound[] } {
  if (!second.lost) return {};
  const offset = second.startSample - first.startSample;
  const moved = second.lost.map((hole) => ({ ...hole, startSample: hole.startSample + offset }));
  return { lost: [...(first.lost ?? []), ...moved] };
}
