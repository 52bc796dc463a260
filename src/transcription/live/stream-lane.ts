import { samplesOfMs } from '../../domain/audio.ts';
import type { LivePiece, LiveSpeech } from '../../domain/live-piece.ts';
import { type ErrorCode, toMomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Transcriber } from '../../ports/transcriber.ts';
import { joinSpeech, lengthOfBoth } from './join-speech.ts';
import type { Lane, TrackLane } from './lane.ts';
import { UtteranceStream } from './utterance-stream.ts';

/** Longest piece of speech before words may come to stand: a stream needs no long context, and who reads should not wait. */
export const STREAMED_PIECE_MS = 2_000;
/** Pieces that take the way of chunks are joined up to the length that chunks have without streams (LIVE_CHUNKS). */
const CHUNK_SAMPLES = samplesOfMs(5_000);

/** The engine is only busy; or it has told by itself that it has no streams. */
const NO_FAULTS: ReadonlySet<ErrorCode> = new Set(['stt_busy', 'stt_no_stream']);

export interface StreamLaneOptions {
  /** The way for everything that no stream hears. */
  readonly chunks: Lane;
  readonly transcriber: Transcriber;
  readonly log: Logger;
}

/**
 * One track on its way through an engine that streams: what is said up to the next pause goes to a stream if one is free when it begins and
 * nothing of the track waits in chunks; else, and when the stream breaks, it goes in chunks, all of it. Takes one piece at a time.
 */
export class StreamLane implements TrackLane {
  readonly #options: StreamLaneOptions;
  readonly #chunks: Lane;
  #stream: UtteranceStream | null = null;
  /** Until the next pause. */
  #goesInChunks = false;
  /** What hits every utterance is told once. */
  #hasToldFault = false;
  /** Goes in a chunk, as soon as that is full. */
  #joined: LiveSpeech | null = null;
  /** When the piece that a stream hears now came in; null when none does. */
  #hearingSinceMs: number | null = null;

  constructor(options: StreamLaneOptions) {
    this.#options = options;
    this.#chunks = options.chunks;
  }

  get waiting(): number {
    return this.#chunks.waiting;
  }

  get oldestMs(): number | null {
    return this.#chunks.oldestMs ?? this.#hearingSinceMs;
  }

  /** Resolves when the piece is heard, or waits as a chunk where there is room for more. */
  async take(piece: LivePiece): Promise<void> {
    if (piece.kind !== 'speech') await this.#takeMark(piece);
    else if (await this.#canStream()) await this.#hear(piece);
    else await this.#takeChunk(piece);
  }

  answered(): Promise<void> {
    return this.#chunks.answered();
  }

  /** Nothing is heard any more: what a stream has not finished is told as a gap, as is what waits. */
  stop(): void {
    // A piece that is with the stream comes to its end by the signal.
    if (this.#hearingSinceMs === null) {
      for (const piece of this.#break()) void this.#chunks.take(piece);
      const joined = this.#joined;
      this.#joined = null;
      if (joined) void this.#chunks.take(joined);
    }
    this.#chunks.stop();
  }

  async #canStream(): Promise<boolean> {
    if (this.#stream) return true;
    const { trackId, language, signal, tally } = this.#chunks.options;
    const { transcriber, log } = this.#options;
    // The words of chunks must stand before those that follow.
    if (this.#goesInChunks || this.oldestMs !== null || signal.aborted) return false;
    if (!transcriber.capabilities.streaming || !transcriber.openStream) return false;
    try {
      const stream = await transcriber.openStream({ language }, signal);
      this.#stream = new UtteranceStream({ trackId, language, stream });
      tally.streams++;
      return true;
    } catch (error: unknown) {
      const isFault = !signal.aborted && !NO_FAULTS.has(toMomError(error).code);
      if (isFault && !this.#hasToldFault) log.warn({ err: error, trackId }, 'no stream could be opened');
      this.#hasToldFault ||= isFault;
      return false;
    }
  }

  async #hear(piece: LiveSpeech): Promise<void> {
    const { captions, wake, signal } = this.#chunks.options;
    this.#hearingSinceMs = piece.arrivedAtMs;
    wake();
    await this.#orInChunks(async (stream) => {
      const segment = await stream.feed(piece);
      const [begun = piece] = stream.pieces;
      if (segment && !signal.aborted) captions.extend(begun, segment);
      if (piece.end !== 'full' || stream.isFull) await this.#finish(stream);
    });
    this.#hearingSinceMs = null;
    if (piece.end !== 'full') await this.#endRun();
  }

  async #takeMark(mark: Exclude<LivePiece, LiveSpeech>): Promise<void> {
    if (this.#stream) await this.#orInChunks((stream) => this.#finish(stream));
    await this.#endRun();
    await this.#chunks.take(mark);
  }

  async #finish(stream: UtteranceStream): Promise<void> {
    const { captions, tally, signal } = this.#chunks.options;
    const { speech, result } = await stream.finish();
    signal.throwIfAborted();
    this.#stream = null;
    if (result.outcome === 'rejected') tally.rejected++;
    captions.settle(speech, result);
  }

  /** Does it with the stream. When that breaks, all it has heard goes in chunks; the words that stand are not said again. */
  async #orInChunks(work: (stream: UtteranceStream) => Promise<void>): Promise<void> {
    const stream = this.#stream;
    if (!stream) return;
    const { captions, tally, signal, trackId } = this.#chunks.options;
    try {
      await work(stream);
    } catch (error: unknown) {
      if (!signal.aborted) {
        this.#options.log.warn({ err: error, trackId }, 'a stream broke, its speech goes in chunks');
        tally.brokenStreams++;
      }
      captions.expectAgain(stream.given, stream.endSample);
      for (const piece of this.#break()) await this.#takeChunk(piece);
    }
  }

  /** Leaves the stream to itself; gives what it has heard. */
  #break(): readonly LiveSpeech[] {
    const stream = this.#stream;
    this.#stream = null;
    void stream?.[Symbol.asyncDispose]().catch((error: unknown) => {
      this.#options.log.warn({ err: error }, 'a stream could not be closed');
    });
    return stream?.pieces ?? [];
  }

  async #takeChunk(piece: LiveSpeech): Promise<void> {
    this.#goesInChunks = true;
    const before = this.#joined;
    const isFitting = before !== null && lengthOfBoth(before, piece) <= CHUNK_SAMPLES;
    this.#joined = isFitting ? joinSpeech(before, piece) : piece;
    if (before && !isFitting) await this.#chunks.take(before);
    if (piece.end !== 'full' || this.#chunks.options.signal.aborted) await this.#endRun();
  }

  /** A pause: what comes next may go to a stream again. */
  async #endRun(): Promise<void> {
    const joined = this.#joined;
    this.#joined = null;
    this.#goesInChunks = false;
    if (joined) await this.#chunks.take(joined);
  }
}
