import type { Caption } from '../domain/caption.ts';
import type { ChunkResult } from '../domain/chunk-result.ts';
import type { Meeting, MeetingSettings } from '../domain/meeting.ts';
import type { Minutes } from '../domain/minutes.ts';
import type { Speaker } from '../domain/speaker.ts';
import type { SpeechWindow } from '../domain/speech-window.ts';
import type { Transcript } from '../domain/transcript.ts';
import { MomError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Clock } from '../ports/clock.ts';
import type { GlossaryStore } from '../ports/glossary-store.ts';
import type { HeardWindow, HeardWindowStore } from '../ports/heard-window-store.ts';
import type { MeetingResult, MeetingStore } from '../ports/meeting-store.ts';
import type { DecodeLimits, RecordingDecoder } from '../ports/recording-decoder.ts';
import type { SpeakerSegmenter } from '../ports/speaker-segmenter.ts';
import type { Transcriber } from '../ports/transcriber.ts';
import type { VoiceActivity } from '../ports/voice-activity.ts';
import {
  type ChunkPlace,
  type DoubtCounts,
  tooLittleSpeech,
  type transcribeChunk,
  transcribeWindow,
} from '../transcription/index.ts';
import type { MeetingListener } from './meeting-event.ts';
import { soundHash } from './sound-hash.ts';
import { TaskPool } from './task-pool.ts';
import type { Hearing } from './track-hearing.ts';
import { VoiceChecks } from './voice-checks.ts';

/** What a meeting is processed with. */
export interface MeetingPorts extends MeetingBase {
  readonly decoder: RecordingDecoder;
  readonly voiceActivity: VoiceActivity;
  /** Of the final pass. */
  readonly transcriber: Transcriber;
  /** For captions; the same as that of the final pass where none is told. */
  readonly liveTranscriber?: Transcriber;
  /** Tells voices apart; without it nobody notices that a track holds several. */
  readonly segmenter?: SpeakerSegmenter;
}

/** What is needed even when nothing is heard. */
export interface MeetingBase {
  readonly store: MeetingStore;
  readonly heard: HeardWindowStore;
  readonly glossary: GlossaryStore;
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
  /** Hears better minutes when seats that are late change what was confirmed; without it nobody waits for them. */
  readonly onLate?: (minutes: Minutes) => void;
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
  /** The recordings were hashed a moment ago: no need to look whether they are still the same. */
  readonly isFresh?: boolean;
  /** Counts what is not believed. */
  readonly doubts?: DoubtCounts;
  /** Hears of a better result when seats answer late, perhaps before the first one is stored; without it nobody waits for them. */
  readonly onLate?: (better: MeetingResult) => void;
}

/** Chunks that wait beside the ones the engine works on: enough to keep it busy, few enough to cost no memory. */
const WAITING_CHUNKS = 2;
/** So many failures in a row are no accident of one chunk: the engine is out of order, and the meeting waits for a resume. */
const MAX_FAILURES_IN_A_ROW = 5;

/** What a run finds when it begins. */
export interface RunStart {
  /** What earlier runs transcribed. */
  readonly known: readonly ChunkResult[];
  /** What was transcribed while the call went on. */
  readonly heard: readonly HeardWindow[];
  readonly captions: readonly Caption[];
  readonly speakers: ReadonlyMap<string, Speaker>;
  /** The same for every window: they are transcribed side by side, so none can build on the words before it. */
  readonly prompt: string | undefined;
}

/** One pass over a meeting: what is under way, what was already there, and where to tell. */
export class MeetingRun implements Hearing {
  readonly meeting: Meeting;
  readonly captions: readonly Caption[];
  readonly ports: MeetingPorts;
  readonly signal: AbortSignal;
  readonly isFresh: boolean;
  readonly onLate: RunOptions['onLate'];
  /** Null where nothing tells voices apart. */
  readonly voices: VoiceChecks | null;
  readonly timings: MeetingTimings = { decodeMs: 0, transcribeMs: 0, diarizeMs: 0, minutesMs: 0, totalMs: 0 };
  readonly #onEvent: MeetingListener;
  readonly #pool: TaskPool;
  readonly #known: Map<string, ChunkResult>;
  readonly #heard: ReadonlyMap<string, HeardWindow>;
  readonly #speakers: ReadonlyMap<string, Speaker>;
  readonly #chunkSettings: Parameters<typeof transcribeChunk>[2];
  readonly #stop = new AbortController();
  #failuresInARow = 0;
  #underWay = 0;
  #busySinceMs = 0;

  constructor(meeting: Meeting, ports: MeetingPorts, options: RunOptions, start: RunStart) {
    const { known, heard, captions, speakers, prompt } = start;
    this.meeting = meeting;
    this.captions = captions;
    this.ports = ports;
    this.signal = AbortSignal.any([options.signal, this.#stop.signal]);
    this.isFresh = options.isFresh ?? false;
    this.onLate = options.onLate;
    this.#onEvent = options.onEvent ?? (() => undefined);
    this.#pool = new TaskPool(ports.transcriber.concurrency + WAITING_CHUNKS);
    this.#known = new Map(known.filter((chunk) => chunk.outcome !== 'failed').map((chunk) => [keyOf(chunk), chunk]));
    this.#heard = new Map(heard.map((window) => [keyOf(window.result), window]));
    this.#speakers = speakers;
    this.voices = ports.segmenter ? this.#voiceChecks(ports.segmenter) : null;
    const { language } = meeting.settings;
    this.#chunkSettings = { language, ...(prompt && { prompt }), ...(options.doubts && { counts: options.doubts }) };
  }

  readonly tell: MeetingListener = (event) => this.#onEvent(event);

  /** Ends everything that is under way; the first reason counts. */
  stop(reason: unknown): void {
    this.#stop.abort(reason);
  }

  throwIfStopped(): void {
    this.#stop.signal.throwIfAborted();
  }

  get transcriber(): Transcriber {
    return this.ports.transcriber;
  }

  get language(): string | null {
    return this.meeting.settings.language;
  }

  /** What an earlier run made of the window, or was made of the same sound while the call went on; null when it is still to do. */
  known(window: SpeechWindow): ChunkResult | null {
    return this.#known.get(keyOf(window)) ?? this.#heardAhead(window);
  }

  /** Resolves when the window is under way; one that an earlier run finished costs nothing. */
  async transcribe(window: SpeechWindow, engine: Transcriber): Promise<void> {
    if (this.#known.has(keyOf(window))) return;
    const { translateTo = null } = this.meeting.settings;
    const settings = { ...this.#chunkSettings, translateTo };
    await this.#add(window, async () => {
      const result = this.#heardAhead(window) ?? (await transcribeWindow(window, engine, settings, this.signal));
      await this.ports.store.saveChunk(this.meeting.id, result);
      this.#known.set(keyOf(result), result);
      this.#countFailures(result);
      return result;
    });
  }

  /** Notes down sound that was too short to be transcribed; one that an earlier run noted costs nothing. */
  async leaveOut(place: ChunkPlace): Promise<void> {
    if (this.#known.has(keyOf(place))) return;
    const result = tooLittleSpeech(place, this.#chunkSettings.counts);
    await this.ports.store.saveChunk(this.meeting.id, result);
    this.#known.set(keyOf(place), result);
  }

  drain(): Promise<void> {
    return this.#pool.drain();
  }

  speakerOf(trackId: string): Speaker {
    return this.#speakers.get(trackId) ?? { speaker: trackId, name: trackId };
  }

  /** Work of the engine overlaps: the time counts while at least one piece is under way. */
  async timed<T>(work: () => Promise<T>): Promise<T> {
    const { clock } = this.ports;
    if (this.#underWay++ === 0) this.#busySinceMs = clock.now();
    try {
      return await work();
    } finally {
      if (--this.#underWay === 0) this.timings.transcribeMs += clock.now() - this.#busySinceMs;
    }
  }

  #voiceChecks(segmenter: SpeakerSegmenter): VoiceChecks {
    const { clock, log } = this.ports;
    return new VoiceChecks({
      meetingId: this.meeting.id,
      segment: async (window) => {
        const beganAtMs = clock.now();
        const voices = await segmenter.segment(window, this.signal);
        this.timings.diarizeMs += clock.now() - beganAtMs;
        return voices;
      },
      signal: this.signal,
      log,
    });
  }

  #heardAhead(window: SpeechWindow): ChunkResult | null {
    const heard = this.#heard.get(keyOf(window));
    return heard?.hash === soundHash(window) ? heard.result : null;
  }

  async #add({ trackId }: SpeechWindow, work: () => Promise<ChunkResult>): Promise<void> {
    this.signal.throwIfAborted();
    await this.#pool.add(async () => {
      this.tell({ type: 'chunk-start', trackId });
      const result = await this.timed(work);
      this.tell({ type: 'chunk-end', speaker: this.speakerOf(trackId), result });
    });
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
