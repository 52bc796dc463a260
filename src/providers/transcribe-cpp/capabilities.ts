import type { TranscriberCapabilities } from '../../ports/transcriber.ts';
import type { ModelFamily } from './model-family.ts';

/** Whisper's window; the others take more, but a chunk need not be longer. */
const MAX_CHUNK_MS = 30_000;

const nothingSpecial: TranscriberCapabilities = {
  wordTimes: false,
  tokenProbabilities: false,
  prompt: false,
  beam: false,
  translate: false,
  shortContext: false,
  maxChunkMs: MAX_CHUNK_MS,
  streaming: false,
};

/** What the engine gives for each family (transcribe-cpp 0.2.3: for Whisper no words, tokens, probabilities or beam). */
export const capabilitiesOf: Record<ModelFamily, TranscriberCapabilities> = {
  whisper: { ...nothingSpecial, prompt: true, translate: true },
  // Not every model of these two streams; the child that has loaded it knows.
  parakeet: { ...nothingSpecial, wordTimes: true, streaming: true },
  moonshine: { ...nothingSpecial, streaming: true },
  other: nothingSpecial,
};
