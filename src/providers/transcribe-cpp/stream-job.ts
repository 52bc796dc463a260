import type { ChildPool } from '../../child/index.ts';
import type { Pcm } from '../../domain/audio.ts';
import type { StreamText, Transcription } from '../../ports/transcriber.ts';
import type { CppInit } from './cpp-init.ts';

/** What a stream's child is asked, in this order: one `open`, any number of `feed`, one `finish`. */
export type StreamJob =
  | { readonly kind: 'open'; readonly language: string | null }
  | { readonly kind: 'feed'; readonly pcm: Pcm }
  | { readonly kind: 'finish' };

/** Its answers: null, the text so far, the whole. */
export type StreamReply = null | StreamText | Transcription;

/** One process, which stays warm for the next stream. */
export type StreamChild = ChildPool<CppInit, StreamJob, StreamReply>;
