import { msOfSamples } from '../../domain/audio.ts';
import type { ChunkResult } from '../../domain/chunk-result.ts';
import type { LiveSpeech } from '../../domain/live-piece.ts';
import { toMomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Transcriber } from '../../ports/transcriber.ts';
import { transcribeChunk } from '../transcribe-chunk.ts';
import { chooseNext } from './choose-next.ts';
import { FairShare } from './fair-share.ts';
import type { Lane } from './lane.ts';
import type { LiveTally } from './tally.ts';

export interface LiveQueueOptions {
  readonly transcriber: Transcriber;
  readonly clock: Clock;
  readonly log: Logger;
  readonly tally: LiveTally;
}

/** Starting the engine on a chunk costs about as much as this much sound (tiny model: 0.08 s CPU, and 0.035 s a second of sound). */
const START_COST_MS = 2_000;

interface Answer {
  readonly result: ChunkResult;
  /** A failure of this chunk alone, which may be gone at the next try. */
  readonly canRetry: boolean;
}

/** The one queue to an engine, over all speakers of all meetings: keeps it busy, with what is due first. */
export class LiveQueue {
  /** The whole engine, of which the meetings have their shares. */
  readonly share = new FairShare(null);
  readonly #options: LiveQueueOptions;
  readonly #lanes = new Set<Lane>();
  readonly #toldFaults = new Set<string>();
  #underWay = 0;

  constructor(options: LiveQueueOptions) {
    this.#options = options;
  }

  add(lane: Lane): void {
    this.#lanes.add(lane);
  }

  remove(lane: Lane): void {
    this.#lanes.delete(lane);
  }

  /** Gives the engine as much as it can work on at the same time. */
  wake(): void {
    const { transcriber, clock, log } = this.#options;
    while (this.#underWay < transcriber.concurrency) {
      const candidates = [...this.#lanes].flatMap((lane) => lane.candidate ?? []);
      const next = chooseNext(candidates, clock.now());
      if (!next) return;
      this.#underWay++;
      void this.#work(next.lane)
        .catch((error: unknown) => log.error({ err: error }, 'an answer could not be used'))
        .finally(() => {
          this.#underWay--;
          this.wake();
        });
    }
  }

  async #work(lane: Lane): Promise<void> {
    const waiting = lane.begin();
    if (!waiting) return;
    lane.options.share.charge(msOfSamples(waiting.speech.pcm.length) + START_COST_MS);
    const { result, canRetry } = await this.#transcribe(lane, waiting.speech);
    this.#options.tally.chunks++;
    lane.settle(waiting, result, canRetry);
  }

  async #transcribe({ options }: Lane, speech: LiveSpeech): Promise<Answer> {
    const { trackId, language, signal } = options;
    const { startSample, pcm, end, speechSamples, lost } = speech;
    const prompt = options.prompt();
    const settings = prompt === undefined ? { language } : { language, prompt };
    try {
      const chunk = { trackId, startSample, pcm, end, speechSamples, ...(lost && { lost }) };
      const result = await transcribeChunk(chunk, this.#options.transcriber, settings, signal);
      return { result, canRetry: true };
    } catch (error: unknown) {
      const fault = toMomError(error);
      if (!signal.aborted) this.#tellFault(fault.code, error);
      const failed = { outcome: 'failed', reason: fault.code, segments: [] } as const;
      return { result: { trackId, startSample, sampleCount: pcm.length, ...failed }, canRetry: false };
    }
  }

  /** What hits every chunk is told once. */
  #tellFault(code: string, error: unknown): void {
    if (this.#toldFaults.has(code)) return;
    this.#toldFaults.add(code);
    this.#options.log.error({ err: error, code }, 'live transcription is out of order');
  }
}
