import type { Chunk } from '../domain/chunk.ts';
import type { ChunkResult } from '../domain/chunk-result.ts';
import type { Meeting, MeetingSettings } from '../domain/meeting.ts';
import type { Minutes } from '../domain/minutes.ts';
import type { Speaker } from '../domain/speaker.ts';
import type { Transcript } from '../domain/transcript.ts';
import { MomError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Clock } from '../ports/clock.ts';
import type { MeetingStore } from '../ports/meeting-store.ts';
import type { DecodeLimits, RecordingDecoder } from '../ports/recording-decoder.ts';
import type { Transcriber } from '../ports/transcriber.ts';
import type { VoiceActivity } from '../ports/voice-activity.ts';
import { transcribeChunk } from '../transcription/index.ts';
import type { MeetingListener } from './meeting-event.ts';
import type { Pacing } from './pacing.ts';
import { TaskPool } from './task-pool.ts';

/** What a meeting is processed with. */
export interface MeetingPorts extends MeetingBase {
  readonly decoder: RecordingDecoder;
  readonly voiceActivity: VoiceActivity;
  readonly transcriber: Transcriber;
}

/** What is needed even when nothing is heard. */
export interface MeetingBase {
  readonly store: MeetingStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits: DecodeLimits;
  readonly writeMinutes: (input: MinutesInput, signal: AbortSignal) => Promise<Minutes>;
}

export interface MinutesInput {
  readonly meetingId: string;
  readonly settings: MeetingSettings;
  readonly title: string;
  readonly startedAtMs: number;
  readonly transcript: Transcript;
}

/** Wall time in ms; the stages overlap, so they may add up to more than the total. */
export interface MeetingTimings {
  decodeMs: number;
  transcribeMs: number;
  diarizeMs: number;
  minutesMs: number;
  totalMs: number;
}

export interface RunOptions {
  readonly signal: AbortSignal;
  readonly onEvent?: MeetingListener;
  readonly pacing?: Pacing;
  /** The recordings were hashed a moment ago: no need to look whether they are still the same. */
  readonly isFresh?: boolean;
}

/** Chunks that wait beside the ones the engine works on: enough to keep it busy, few enough to cost no memory. */
const WAITING_CHUNKS = 2;
/** So many failures in a row are no accident of one chunk: the engine is out of order, and the meeting waits for a resume. */
const MAX_FAILURES_IN_A_ROW = 5;

/** One pass over a meeting: what is under way, what was already there, and where to tell. */
export class MeetingRun {
  readonly meeting: Meeting;
  readonly ports: MeetingPorts;
  readonly signal: AbortSignal;
  readonly pacing: Pacing | null;
  readonly isFresh: boolean;
  readonly timings: MeetingTimings = { decodeMs: 0, transcribeMs: 0, diarizeMs: 0, minutesMs: 0, totalMs: 0 };
  readonly #onEvent: MeetingListener;
  readonly #pool: TaskPool;
  readonly #known: Set<string>;
  readonly #speakers: ReadonlyMap<string, Speaker>;
  readonly #stop = new AbortController();
  #failuresInARow = 0;
  #underWay = 0;
  #busySinceMs = 0;

  constructor(
    meeting: Meeting,
    ports: MeetingPorts,
    options: RunOptions,
    known: readonly ChunkResult[],
    speakers: ReadonlyMap<string, Speaker>,
  ) {
    this.meeting = meeting;
    this.ports = ports;
    this.signal = AbortSignal.any([options.signal, this.#stop.signal]);
    this.isFresh = options.isFresh ?? false;
    this.pacing = options.pacing ?? null;
    this.#onEvent = options.onEvent ?? (() => undefined);
    this.#pool = new TaskPool(ports.transcriber.concurrency + WAITING_CHUNKS);
    this.#known = new Set(known.filter((chunk) => chunk.outcome !== 'failed').map(keyOf));
    this.#speakers = speakers;
  }

  readonly tell: MeetingListener = (event) => this.#onEvent(event);

  /** Ends everything that is under way; the first reason counts. */
  stop(reason: unknown): void {
    this.#stop.abort(reason);
  }

  throwIfStopped(): void {
    this.#stop.signal.throwIfAborted();
  }

  /** Resolves when the chunk is under way; a chunk that an earlier run finished costs nothing. */
  async transcribe(chunk: Chunk): Promise<void> {
    if (this.#known.has(keyOf(chunk))) return;
    this.signal.throwIfAborted();
    await this.#pool.add(async () => {
      this.tell({ type: 'chunk-start', trackId: chunk.trackId });
      const result = await this.#transcribeTimed(chunk);
      await this.ports.store.saveChunk(this.meeting.id, result);
      this.#known.add(keyOf(result));
      this.tell({ type: 'chunk-end', speaker: this.speakerOf(chunk.trackId), result });
      this.#countFailures(result);
    });
  }

  drain(): Promise<void> {
    return this.#pool.drain();
  }

  speakerOf(trackId: string): Speaker {
    return this.#speakers.get(trackId) ?? { speaker: trackId, name: trackId };
  }

  /** Chunks overlap: the time counts while at least one is under way. */
  async #transcribeTimed(chunk: Chunk): Promise<ChunkResult> {
    const { clock, transcriber } = this.ports;
    if (this.#underWay++ === 0) this.#busySinceMs = clock.now();
    try {
      return await transcribeChunk(chunk, transcriber, { language: this.meeting.settings.language }, this.signal);
    } finally {
      if (--this.#underWay === 0) this.timings.transcribeMs += clock.now() - this.#busySinceMs;
    }
  }

  #countFailures(result: ChunkResult): void {
    this.#failuresInARow = result.outcome === 'failed' ? this.#failuresInARow + 1 : 0;
    if (this.#failuresInARow < MAX_FAILURES_IN_A_ROW) return;
    throw new MomError(
      'stt_failed',
      `${this.#failuresInARow} chunks in a row failed (${result.reason}); the meeting is kept and can be resumed`,
    );
  }
}

const keyOf = (chunk: { readonly trackId: string; readonly startSample: number }): string =>
  `${chunk.trackId}@${chunk.startSample}`;
