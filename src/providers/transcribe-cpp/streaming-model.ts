import type { Stream, StreamOptions, Transcript } from 'transcribe-cpp';
import type { LoadedModel } from './to-options.ts';

/** What is used of the engine's Stream. */
export interface EngineStream extends Pick<Stream, 'text' | 'reset'> {
  readonly snapshot: Pick<Transcript, 'language' | 'segments' | 'words'>;
  feed(pcm: Float32Array): Promise<unknown>;
  finalize(): Promise<unknown>;
}

/** A loaded model. One stream at a time. */
export interface StreamingModel {
  readonly supportsStreaming: boolean;
  readonly facts: LoadedModel;
  stream(options: StreamOptions): Promise<EngineStream>;
}
