import type { TranscriberCapabilities } from '../../ports/transcriber.ts';
import type { EngineKind } from './engine-host.ts';

/** Whisper's window. Files of 25 MB would hold more, but longer audio is cut into such windows by the host anyway. */
const MAX_CHUNK_MS = 30_000;

const service: TranscriberCapabilities = {
  wordTimes: true,
  tokenProbabilities: true,
  prompt: true,
  beam: false,
  // Another address (/audio/translations), which Groq's turbo model does not serve.
  translate: false,
  shortContext: false,
  maxChunkMs: MAX_CHUNK_MS,
  streaming: false,
};

/** What each kind of host can do. */
export const capabilitiesByKind: Record<EngineKind, TranscriberCapabilities> = {
  'whisper-server': { ...service, translate: true },
  openai: service,
  groq: service,
};

/** What every one of several engines can do, since any of them may get the next chunk. */
export function commonCapabilities(all: readonly TranscriberCapabilities[]): TranscriberCapabilities {
  return {
    wordTimes: all.every((one) => one.wordTimes),
    tokenProbabilities: all.every((one) => one.tokenProbabilities),
    prompt: all.every((one) => one.prompt),
    beam: all.every((one) => one.beam),
    translate: all.every((one) => one.translate),
    shortContext: all.every((one) => one.shortContext),
    maxChunkMs: Math.min(...all.map((one) => one.maxChunkMs)),
    // A host takes whole requests only.
    streaming: false,
  };
}
