import type { Utterance } from '../../domain/transcript.ts';
import type { MeetingFacts } from './council-rules.ts';
import type { CouncilDesk } from './desk.ts';
import type { DraftCache } from './draft-cache.ts';
import type { SeatCaller } from './seat-caller.ts';
import { SeatReader } from './seat-reader.ts';
import { SpeakersSoFar } from './speakers-so-far.ts';

export interface LiveExtractionOptions {
  readonly facts: MeetingFacts;
  readonly cache: DraftCache;
  readonly callers: readonly SeatCaller[];
  /** Nobody can tell who spoke. */
  readonly isMix: boolean;
}

/**
 * Asks the seats about a meeting part by part while it runs, so that at its end only the last part is left. Each reads parts as large as it can: one
 * look at much is better and cheaper than many at little, and a meeting that fits into one question is left for its end.
 */
export class LiveExtraction {
  readonly #stop = new AbortController();
  readonly #readers: readonly SeatReader[];
  readonly #speakers: SpeakersSoFar;

  constructor({ facts, cache, callers, isMix }: LiveExtractionOptions, desk: CouncilDesk) {
    this.#speakers = new SpeakersSoFar(isMix);
    const { signal } = this.#stop;
    this.#readers = callers.map((caller) => new SeatReader({ facts, cache, caller, signal }, desk));
  }

  /** Takes utterances whose words are final; those it knows already are ignored. Resolves when whoever has enough to read is asked. */
  async follow(utterances: readonly Utterance[]): Promise<void> {
    this.#speakers.hear(utterances);
    const speakers = this.#speakers.list;
    await Promise.all(this.#readers.map((reader) => reader.take(utterances, speakers)));
  }

  /** Begins no new part. What is under way goes on until `close`, for those who finish the meeting to wait for. */
  end(): void {
    for (const reader of this.#readers) reader.end();
  }

  async close(): Promise<void> {
    this.end();
    this.#stop.abort(new DOMException('the meeting is over', 'AbortError'));
    await Promise.allSettled(this.#readers.map((reader) => reader.idle()));
  }
}
