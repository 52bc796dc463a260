import type { ChunkResult } from '../../domain/chunk-result.ts';
import type { MeetingSettings } from '../../domain/meeting.ts';
import type { SpeechWindow } from '../../domain/speech-window.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HeardWindow, HeardWindowStore } from '../../ports/heard-window-store.ts';
import type { Transcriber } from '../../ports/transcriber.ts';
import { transcribeWindow } from '../../transcription/index.ts';
import type { MeetingPorts } from '../meeting-run.ts';
import { promptOf } from '../prompt-of.ts';
import { soundHash } from '../sound-hash.ts';
import type { Hearing } from '../track-hearing.ts';
import { Turnstile } from './turnstile.ts';

interface AheadWindowsOptions {
  readonly meetingId: string;
  readonly settings: MeetingSettings;
  readonly lagMs: () => number;
  readonly desk: { readonly heard: HeardWindowStore; readonly clock: Clock };
}

/** Captions that are so far behind need the whole machine. */
const CALM_LAG_MS = 2_000;
const LOOK_AGAIN_MS = 1_000;

/** The windows of one call that are transcribed while it goes on: one at a time, and none while captions are late. */
export class AheadWindows implements Hearing {
  readonly transcriber: Transcriber;
  readonly signal: AbortSignal;
  readonly #options: AheadWindowsOptions;
  readonly #prompt: string | undefined;
  readonly #windows: Map<string, HeardWindow>;
  readonly #turnstile = new Turnstile();

  private constructor(
    options: AheadWindowsOptions,
    parts: {
      readonly transcriber: Transcriber;
      readonly signal: AbortSignal;
      readonly prompt: string | undefined;
      readonly heard: readonly HeardWindow[];
    },
  ) {
    this.#options = options;
    this.transcriber = parts.transcriber;
    this.signal = parts.signal;
    this.#prompt = parts.prompt;
    this.#windows = new Map(parts.heard.map((window) => [keyOf(window.result), window]));
  }

  /** With what was heard of the meeting before. @throws MomError store_failed */
  static async open(
    options: AheadWindowsOptions,
    { transcriber, store, glossary }: Pick<MeetingPorts, 'transcriber' | 'store' | 'glossary'>,
    signal: AbortSignal,
  ): Promise<AheadWindows> {
    const { meetingId, desk } = options;
    const meeting = await store.findMeeting(meetingId);
    const prompt = meeting ? await promptOf(meeting, glossary) : undefined;
    return new AheadWindows(options, { transcriber, signal, prompt, heard: await desk.heard.list(meetingId) });
  }

  get language(): string | null {
    return this.#options.settings.language;
  }

  /** By track, then time. */
  get results(): readonly ChunkResult[] {
    const results = [...this.#windows.values()].map(({ result }) => result);
    return results.toSorted((a, b) => compare(a.trackId, b.trackId) || a.startSample - b.startSample);
  }

  known(window: SpeechWindow): ChunkResult | null {
    const heard = this.#windows.get(keyOf(window));
    return heard?.hash === soundHash(window) ? heard.result : null;
  }

  /** Resolves when the window is transcribed; a failure is left to the final pass. */
  transcribe(window: SpeechWindow, engine: Transcriber): Promise<void> {
    if (this.known(window)) return Promise.resolve();
    return this.#turnstile.pass(async () => {
      await this.calm();
      const { meetingId, settings, desk } = this.#options;
      const { language, translateTo = null } = settings;
      const prompt = this.#prompt === undefined ? {} : { prompt: this.#prompt };
      const result = await transcribeWindow(window, engine, { language, translateTo, ...prompt }, this.signal);
      if (result.outcome === 'failed') return;
      const heard = { result, hash: soundHash(window), endSample: endOf(window) };
      await desk.heard.save(meetingId, heard);
      this.#windows.set(keyOf(result), heard);
    });
  }

  async timed<T>(work: () => Promise<T>): Promise<T> {
    return await this.#turnstile.pass(async () => {
      await this.calm();
      return await work();
    });
  }

  /** Resolves when captions don't need the whole machine. @throws the signal's reason */
  async calm(): Promise<void> {
    const { lagMs, desk } = this.#options;
    this.signal.throwIfAborted();
    while (lagMs() > CALM_LAG_MS) await desk.clock.delay(LOOK_AGAIN_MS, this.signal);
  }
}

const keyOf = (chunk: Pick<ChunkResult, 'trackId' | 'startSample'>): string => `${chunk.trackId}@${chunk.startSample}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function endOf({ pieces, startSample }: SpeechWindow): number {
  const last = pieces.at(-1);
  return last ? last.startSample + last.sampleCount : startSample;
}
