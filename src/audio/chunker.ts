import { msOfSamples, type Pcm, samplesOfMs } from '../domain/audio.ts';
import type { ChunkEnd } from '../domain/chunk.ts';
import { type AudioWindow, energyOf, joinWindows } from './audio-window.ts';

export interface ChunkerOptions {
  /** No chunk is longer. */
  readonly maxChunkMs: number;
  /** A silence of this length ends a chunk. */
  readonly pauseMs: number;
  /** Less speech than this is a click or a breath: Whisper invents words for it. */
  readonly minSpeechMs: number;
  /** Sound kept before and after the speech, so that soft first and last consonants stay. Less than `pauseMs`. */
  readonly padMs: number;
}

/** Captions: short enough to follow the talk. */
export const LIVE_CHUNKS: ChunkerOptions = { maxChunkMs: 5_000, pauseMs: 300, minSpeechMs: 250, padMs: 200 };

/** The final pass: pauses below a second stay as they are; see WindowPacker for what becomes of the spans. */
export const RECORDING_CHUNKS: ChunkerOptions = { maxChunkMs: 27_000, pauseMs: 1_000, minSpeechMs: 250, padMs: 300 };

/** A stretch of a track. All spans of a track, in order, are the track: no sample is missing, none is there twice. */
export type Span =
  | {
      readonly kind: 'silence';
      readonly startSample: number;
      readonly sampleCount: number;
      /** More than 0: something that was too short to be worth hearing, and is counted. */
      readonly speechSamples: number;
    }
  | {
      readonly kind: 'speech';
      readonly startSample: number;
      readonly pcm: Pcm;
      readonly end: ChunkEnd;
      /** Samples of it that lie in windows with speech. */
      readonly speechSamples: number;
    };

/** A full chunk is cut in its last part, at the quietest place found there. */
const CUT_SEARCH_PART = 0.4;

/** Cuts one track into spans, window by window. */
export class Chunker {
  readonly #options: ChunkerOptions;
  /** Speech and what belongs to it, or, between speech, the last `padMs` of silence. */
  #held: AudioWindow[] = [];
  #heldSamples = 0;
  /** Samples taken so far. */
  #position = 0;
  /** First sample that no span has given out yet. */
  #spanStart = 0;
  #isSpeaking = false;
  #isContinuation = false;
  #quietSamples = 0;

  constructor(options: ChunkerOptions) {
    this.#options = options;
  }

  /** Takes the next window of the track; gives the spans that end with it. */
  push(window: AudioWindow): Span[] {
    this.#hold(window);
    if (!this.#isSpeaking) return window.hasSpeech ? this.#beginSpeech() : this.#keepPad();
    this.#quietSamples = window.hasSpeech ? 0 : this.#quietSamples + window.pcm.length;
    if (this.#quietSamples >= samplesOfMs(this.#options.pauseMs)) return this.#endAtPause();
    return this.#heldSamples >= this.#cutAtSamples ? this.#cutFull() : [];
  }

  /** Silence that nobody recorded, of any length; only between speech. What was kept before it is let go. */
  skip(sampleCount: number): void {
    this.#release(this.#held.length);
    this.#position += sampleCount;
  }

  /** The track has ended: gives what is left. */
  flush(): Span[] {
    const spans = this.#isSpeaking ? this.#close(this.#held.length, 'track-end') : [];
    this.#release(this.#held.length);
    return [...spans, ...this.#silenceUpTo(this.#position)];
  }

  get #cutAtSamples(): number {
    const longestWindow = this.#held[0]?.pcm.length ?? 0;
    return samplesOfMs(this.#options.maxChunkMs) - longestWindow + 1;
  }

  #hold(window: AudioWindow): void {
    this.#held.push(window);
    this.#heldSamples += window.pcm.length;
    this.#position += window.pcm.length;
  }

  #release(count: number): AudioWindow[] {
    const windows = this.#held.splice(0, count);
    this.#heldSamples -= windows.reduce((sum, window) => sum + window.pcm.length, 0);
    return windows;
  }

  /** Between speech only the pad is held: hours of silence cost no memory. */
  #keepPad(): Span[] {
    const pad = samplesOfMs(this.#options.padMs);
    while (this.#held.length > 1 && this.#heldSamples - (this.#held[0]?.pcm.length ?? 0) >= pad) this.#release(1);
    return [];
  }

  #beginSpeech(): Span[] {
    this.#isSpeaking = true;
    this.#isContinuation = false;
    this.#quietSamples = 0;
    return this.#silenceUpTo(this.#position - this.#heldSamples);
  }

  #endAtPause(): Span[] {
    const keep = this.#windowsUpTo(this.#heldSamples - this.#quietSamples + samplesOfMs(this.#options.padMs));
    const spans = this.#close(keep, 'pause');
    this.#keepPad();
    return spans;
  }

  /** How many held windows begin before the held sample `limit`. */
  #windowsUpTo(limit: number): number {
    let samples = 0;
    let count = 0;
    for (const window of this.#held) {
      if (samples >= limit) break;
      samples += window.pcm.length;
      count++;
    }
    return count;
  }

  #cutFull(): Span[] {
    const spans = this.#close(this.#quietestCut(), 'full');
    this.#isSpeaking = true;
    this.#isContinuation = true;
    return spans;
  }

  /** The number of windows before the best place to cut: silence if there is some, else the softest window. */
  #quietestCut(): number {
    const first = Math.max(1, Math.floor(this.#held.length * (1 - CUT_SEARCH_PART)));
    let best = this.#held.length;
    let bestLoudness = Number.POSITIVE_INFINITY;
    for (let index = first; index < this.#held.length; index++) {
      const window = this.#held[index];
      if (!window) continue;
      const loudness = energyOf(window.pcm) + (window.hasSpeech ? 1 : 0);
      if (loudness > bestLoudness) continue;
      bestLoudness = loudness;
      best = index;
    }
    return best;
  }

  /** Gives out the first `count` held windows as one span and goes back to silence. */
  #close(count: number, end: ChunkEnd): Span[] {
    const speechSamples = speechIn(this.#held.slice(0, count));
    const isSpeech = this.#isWorthHearing(speechSamples);
    const windows = this.#release(count);
    this.#isSpeaking = false;
    this.#isContinuation = false;
    if (!isSpeech) return this.#silenceUpTo(this.#position - this.#heldSamples, speechSamples);
    const startSample = this.#spanStart;
    const pcm = joinWindows(windows);
    this.#spanStart += pcm.length;
    return [{ kind: 'speech', startSample, pcm, end, speechSamples }];
  }

  /** The rest of a chunk that was cut because it was full may be a single syllable: it is kept. */
  #isWorthHearing(speechSamples: number): boolean {
    return this.#isContinuation ? speechSamples > 0 : msOfSamples(speechSamples) >= this.#options.minSpeechMs;
  }

  #silenceUpTo(sample: number, speechSamples = 0): Span[] {
    const startSample = this.#spanStart;
    this.#spanStart = sample;
    const sampleCount = sample - startSample;
    return sampleCount > 0 ? [{ kind: 'silence', startSample, sampleCount, speechSamples }] : [];
  }
}

const speechIn = (windows: readonly AudioWindow[]): number =>
  windows.reduce((sum, window) => sum + (window.hasSpeech ? window.pcm.length : 0), 0);
