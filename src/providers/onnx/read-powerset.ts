/** What each class of pyannote's segmentation 3.0 says: nobody, one of three voices, two of them at once (its model card). */
const CLASSES: readonly (readonly number[])[] = [[], [0], [1], [2], [0, 1], [0, 2], [1, 2]];
const VOICES = 3;

/** Log probabilities, CLASSES.length for each frame, to a row of flags for each voice that is there at all. */
export function readPowerset(logProbabilities: Float32Array): Uint8Array[] {
  const frames = Math.floor(logProbabilities.length / CLASSES.length);
  const rows = Array.from({ length: VOICES }, () => new Uint8Array(frames));
  for (let frame = 0; frame < frames; frame++)
    for (const voice of CLASSES[likeliest(logProbabilities, frame * CLASSES.length)] ?? []) {
      const row = rows[voice];
      if (row) row[frame] = 1;
    }
  return rows.filter((row) => row.includes(1));
}

function likeliest(values: Float32Array, offset: number): number {
  let best = 0;
  for (let index = 1; index < CLASSES.length; index++)
    if ((values[offset + index] ?? 0) > (values[offset + best] ?? 0)) best = index;
  return best;
}
