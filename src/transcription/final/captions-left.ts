import { msOfSamples } from '../../domain/audio.ts';
import type { Caption } from '../../domain/caption.ts';
import type { ChunkResult } from '../../domain/chunk-result.ts';

/** How far the final pass could read a track. */
export interface ReadTrack {
  readonly trackId: string;
  readonly readMs: number;
}

/**
 * The captions of what the final pass could not hear: the track is lost, or broke off, or the engine failed there. They stand in for its words, so that
 * nothing is lost that people have read.
 */
export function captionsLeft(
  captions: readonly Caption[],
  tracks: readonly ReadTrack[],
  windows: readonly ChunkResult[],
): readonly Caption[] {
  const readMs = new Map(tracks.map((track) => [track.trackId, track.readMs]));
  const failed = failedStretches(windows);
  return captions.filter((caption) => {
    const middleMs = (caption.startMs + caption.endMs) / 2;
    const isUnread = middleMs >= (readMs.get(caption.trackId) ?? 0);
    const isLost = failed.some(({ trackId, fromMs, toMs }) => {
      return trackId === caption.trackId && fromMs <= middleMs && middleMs < toMs;
    });
    return caption.text.trim() !== '' && (isUnread || isLost);
  });
}

/** A window reaches at most to where the next one of its track begins. */
function failedStretches(windows: readonly ChunkResult[]) {
  return windows.flatMap((window, index) => {
    if (window.outcome !== 'failed') return [];
    const { trackId, startSample } = window;
    const next = windows[index + 1];
    const toMs = next?.trackId === trackId ? msOfSamples(next.startSample) : Number.POSITIVE_INFINITY;
    return [{ trackId, fromMs: msOfSamples(startSample), toMs }];
  });
}
