import type { Pcm } from '../domain/audio.ts';

/** One VAD window of a track. Only the last window of a track may be shorter than the others. */
export interface AudioWindow {
  readonly pcm: Pcm;
  readonly hasSpeech: boolean;
}

/** The samples of consecutive windows in one piece. */
export function joinWindows(windows: readonly AudioWindow[]): Pcm {
  const joined = new Float32Array(windows.reduce((sum, window) => sum + window.pcm.length, 0));
  let offset = 0;
  for (const window of windows) {
    joined.set(window.pcm, offset);
    offset += window.pcm.length;
  }
  return joined;
}

/** Mean square of the samples: how loud a window is. */
export function energyOf(pcm: Pcm): number {
  let sum = 0;
  for (const sample of pcm) sum += sample * sample;
  return pcm.length === 0 ? 0 : sum / pcm.length;
}
