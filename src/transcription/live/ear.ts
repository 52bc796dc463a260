import type { Pcm } from '../../domain/audio.ts';
import type { LivePiece } from '../../domain/live-piece.ts';
import type { LostSound } from '../../domain/lost-sound.ts';

/** Hears one track and cuts it into pieces; see LiveTrack for what the calls mean. */
export interface Ear {
  /** Samples that came too late and were left out. */
  readonly lateSamples: number;
  push(startSample: number, pcm: Pcm, lost?: readonly LostSound[]): Promise<void>;
  advance(sample: number): void;
  heard(): Promise<void>;
  end(): Promise<void>;
}

export interface EarOptions {
  /** Takes the next piece; it may make the ear wait. */
  readonly take: (piece: LivePiece) => Promise<void>;
  /** Longest chunk that the engine takes, in ms; the ear makes shorter ones where captions want them. */
  readonly maxChunkMs: number;
  readonly signal: AbortSignal;
}

export type OpenEar = (options: EarOptions) => Ear;
