import type { Pcm } from '../domain/audio.ts';

/** What an engine can do; callers ask for abilities, never for a class. */
export interface TranscriberCapabilities {
  /** Segments carry words with times. */
  readonly wordTimes: boolean;
  /** Confidences come from token probabilities (otherwise they are a constant and mean nothing). */
  readonly tokenProbabilities: boolean;
  readonly prompt: boolean;
  readonly beam: boolean;
  readonly translate: boolean;
  /** Cost of an encoder run can be cut to the length of the chunk (whisper.cpp's audio_ctx). */
  readonly shortContext: boolean;
  /** Longest audio of one request in ms. */
  readonly maxChunkMs: number;
  /** Speech can be heard while it is spoken, see `openStream`. May turn false for good once the model is loaded and says no. */
  readonly streaming: boolean;
}

export interface TranscriptionRequest {
  /** Mono 16 kHz. The engine may keep the buffer until the promise settles. */
  readonly pcm: Pcm;
  /** ISO 639-1 code, or null to let the engine detect it. */
  readonly language: string | null;
  /** Words that the engine may expect: names, terms. Ignored without `capabilities.prompt`. */
  readonly prompt?: string;
  /** 1 = greedy. Ignored without `capabilities.beam`. */
  readonly beamSize?: number;
  readonly temperature?: number;
  /** Encode with the engine's whole context: slower and steadier, for a second try. Only with `capabilities.shortContext`. */
  readonly fullContext?: boolean;
  /** Somebody waits for it (live captions): goes before what was asked earlier, where the engine has a queue of its own. */
  readonly isUrgent?: boolean;
  /** English words instead of those of the language that is spoken. Only with `capabilities.translate`. */
  readonly translate?: boolean;
  /** Tell how sure a detected language is, where that costs extra work. */
  readonly wantsLanguageProbability?: boolean;
}

/** Times are ms from the start of the chunk. */
export interface TranscribedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number;
}

export interface TranscribedSegment {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Mean token probability, 0..1. */
  readonly confidence: number;
  /** Mean natural logarithm of the token probabilities; null when the engine does not tell. */
  readonly averageLogProbability: number | null;
  /** Probability that there is no speech, 0..1; null when the engine does not tell. */
  readonly noSpeechProbability: number | null;
  readonly words: readonly TranscribedWord[];
}

export interface Transcription {
  readonly language: string | null;
  /** How sure the detected language is, 0..1; 1 from an engine that knows one language only; absent when nobody tells. */
  readonly languageProbability?: number;
  readonly segments: readonly TranscribedSegment[];
}

/** What is known of a stream's words so far. */
export interface StreamText {
  /** Stands: the next one begins with it, letter by letter. It may end inside a word. */
  readonly committed: string;
  /** What may follow it; every call may tell it otherwise. */
  readonly tentative: string;
}

/**
 * Speech that is heard while it is spoken. One call at a time. A stream that has thrown is of no use any more; who leaves one before its end
 * disposes it, which ends what is still at work for it.
 *
 * @throws MomError stt_crashed, stt_timeout, stt_failed; the reason of the signal that it was opened with
 */
export interface TranscriptionStream extends AsyncDisposable {
  /** Mono 16 kHz, each call right after the one before. The engine may keep the buffer until the promise settles. */
  feed(pcm: Pcm): Promise<StreamText>;
  /**
   * Nothing more is said: the whole in at most one segment, whose text begins with what was committed (but for spaces at its end). Ms from
   * the first sample.
   */
  finish(): Promise<Transcription>;
}

/** Counted since the start. */
export interface TranscriberHealth {
  /** One line for people: engine, model, instruction set or GPU. */
  readonly description: string;
  readonly jobs: number;
  readonly restarts: number;
  readonly faults: number;
}

/**
 * Speech to text for one chunk at a time per worker; calls beyond that wait in order.
 *
 * @throws MomError stt_timeout, stt_crashed, stt_failed, stt_language, model_missing, model_damaged, engine_missing; an aborted signal's reason
 */
export interface Transcriber extends AsyncDisposable {
  readonly capabilities: TranscriberCapabilities;
  /** Chunks that are worked on at the same time. */
  readonly concurrency: number;
  transcribe(request: TranscriptionRequest, signal?: AbortSignal): Promise<Transcription>;
  /**
   * Only with `capabilities.streaming`; at most `concurrency` at once, beside the chunks.
   *
   * @throws MomError stt_busy when none is free; stt_no_stream when the model turns out not to stream; those of `transcribe`
   */
  openStream?(options: { readonly language: string | null }, signal?: AbortSignal): Promise<TranscriptionStream>;
  health(): TranscriberHealth;
}
