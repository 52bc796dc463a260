import type { ChunkResult } from '../../domain/chunk-result.ts';
import type { LivePiece, LiveSpeech } from '../../domain/live-piece.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Candidate } from './choose-next.ts';
import type { FairShare } from './fair-share.ts';
import type { LiveTally } from './tally.ts';
import type { TrackCaptions } from './track-captions.ts';
import { WaitingLine, type WaitingSpeech } from './waiting-line.ts';

export interface LaneOptions {
  readonly trackId: string;
  readonly language: string | null;
  readonly captions: TrackCaptions;
  /** What the engine is told to expect of this speaker. */
  readonly prompt: () => string | undefined;
  readonly share: FairShare;
  readonly meetingShare: FairShare;
  /** Longest chunk that may be made by waiting. */
  readonly maxMs: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly tally: LiveTally;
  /** There may be something to do. */
  readonly wake: () => void;
}

/** Chunks of one track that may wait, a minute of speech at most; then the track's speech detection has to wait. */
const MAX_WAITING = 6;

/** What a track and its meeting know of the way to the engine. */
export type TrackLane = Pick<Lane, 'waiting' | 'oldestMs' | 'take' | 'answered' | 'stop'>;

/** One track on its way through the engine: one chunk is under way at most, so that answers come in order and prompts know the last. */
export class Lane {
  readonly options: LaneOptions;
  readonly #line: WaitingLine;
  #underWay: WaitingSpeech | null = null;
  #isStopped = false;
  #blocked: (() => void)[] = [];

  constructor(options: LaneOptions) {
    this.options = options;
    this.#line = new WaitingLine(options.maxMs);
  }

  /** Chunks that wait. */
  get waiting(): number {
    return this.#line.size;
  }

  /** Clock ms at which the oldest speech came in that is not read yet; null when everything is. */
  get oldestMs(): number | null {
    return (this.#underWay ?? this.#line.first)?.speech.arrivedAtMs ?? null;
  }

  /** What should go to the engine next; null while something is there. */
  get candidate(): (Candidate & { readonly lane: Lane }) | null {
    const next = this.#underWay ? null : this.#line.first;
    if (!next) return null;
    const { share, meetingShare } = this.options;
    return { lane: this, deadlineMs: next.deadlineMs, startSample: next.speech.startSample, share, meetingShare };
  }

  /** Resolves when there is room for more. */
  async take(piece: LivePiece): Promise<void> {
    const { clock, tally, wake } = this.options;
    if (this.#isStopped) return this.#lose(piece);
    const wasIdle = this.#isIdle;
    const fate = this.#line.add(piece, clock.now());
    if (fate === 'grown') tally.grown++;
    if (fate === 'waiting' && this.#line.size > 1) tally.crowded++;
    if (wasIdle && !this.#isIdle) this.options.share.enter();
    this.#settleMarks();
    wake();
    if (this.#line.size >= MAX_WAITING && fate === 'waiting') tally.delayed++;
    while (this.#line.size >= MAX_WAITING) await new Promise<void>((resolve) => this.#blocked.push(resolve));
  }

  /** The chunk that `candidate` told is with the engine from now on. */
  begin(): WaitingSpeech | null {
    this.#underWay = this.#line.shift();
    return this.#underWay;
  }

  /** Its answer. One that comes after the end counts no more. */
  settle(waiting: WaitingSpeech, result: ChunkResult, canRetry: boolean): void {
    if (this.#underWay !== waiting) return;
    this.#underWay = null;
    const { captions, share, tally } = this.options;
    if (result.outcome === 'failed' && canRetry && waiting.attempt === 1) {
      this.#line.putBack(waiting);
      tally.retries++;
    } else {
      if (result.outcome === 'failed') tally.gaps++;
      if (result.outcome === 'rejected') tally.rejected++;
      captions.settle(waiting.speech, result);
      this.#settleMarks();
    }
    if (this.#isIdle) share.leave();
    this.#unblock();
  }

  /** Resolves when everything that was taken is answered. */
  async answered(): Promise<void> {
    while (!this.#isIdle) await new Promise<void>((resolve) => this.#blocked.push(resolve));
  }

  /** Nothing is heard any more: what waits is told as a gap, and the caption ends with the words that it has. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    if (!this.#isIdle) this.options.share.leave();
    const underWay = this.#underWay;
    this.#underWay = null;
    if (underWay) this.#lose(underWay.speech);
    this.#settleMarks();
    for (let next = this.#line.shift(); next; next = this.#line.shift()) {
      this.#lose(next.speech);
      this.#settleMarks();
    }
    this.options.captions.rest();
    this.#unblock();
  }

  get #isIdle(): boolean {
    return this.#underWay === null && this.#line.size === 0;
  }

  #lose(piece: LivePiece): void {
    if (piece.kind !== 'speech') return;
    this.options.tally.gaps++;
    this.options.captions.settle(piece, unheard(this.options.trackId, piece));
  }

  #settleMarks(): void {
    if (this.#underWay) return;
    for (const mark of this.#line.takeMarks()) this.options.captions[mark]();
  }

  #unblock(): void {
    for (const resume of this.#blocked.splice(0)) resume();
  }
}

const unheard = (trackId: string, { startSample, pcm }: LiveSpeech): ChunkResult => ({
  trackId,
  startSample,
  sampleCount: pcm.length,
  outcome: 'failed',
  reason: 'aborted',
  segments: [],
});
