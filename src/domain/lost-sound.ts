/** Samples of a track, or of a chunk, that lie side by side. */
export interface Stretch {
  readonly startSample: number;
  readonly sampleCount: number;
}

/** Sound that was sent and never arrived; silence or a guess stands in its place. Counted from the first sample of the track, or of the chunk, that tells of it. */
export type LostSound = Stretch;

/** What of a track's lost sound lies in a stretch of it, counted from the first sample of the stretch. */
export function lostWithin(lost: readonly LostSound[], { startSample, sampleCount }: Stretch): readonly LostSound[] {
  return lost.flatMap((hole) => {
    const from = Math.max(hole.startSample - startSample, 0);
    const to = Math.min(hole.startSample + hole.sampleCount - startSample, sampleCount);
    return to > from ? [{ startSample: from, sampleCount: to - from }] : [];
  });
}
