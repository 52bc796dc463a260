import type { Secret } from '../../domain/secret.ts';

/** The dialect that a host speaks. */
export type EngineKind = 'whisper-server' | 'openai' | 'groq';

/** A machine that transcribes over HTTP, as configured. */
export interface HttpEngineHost {
  /** The address of the transcription itself, or the base before it (`…/v1`, Groq's origin). */
  readonly url: string;
  readonly kind: EngineKind;
  /** The kind's usual model unless told; whisper.cpp's server has the one that it was started with. */
  readonly model?: string;
  readonly apiKey?: Secret;
  /** Requests that it works on at the same time. */
  readonly concurrency: number;
}

export const MOST_CONCURRENT = 64;
