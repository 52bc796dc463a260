import type { Speaker } from '../../domain/speaker.ts';
import type { Utterance } from '../../domain/transcript.ts';
import { toMomError } from '../../errors.ts';
import type { MeetingFacts } from './council-rules.ts';
import type { CouncilDesk } from './desk.ts';
import { type DraftCache, partKey } from './draft-cache.ts';
import { draftPart } from './draft-part.ts';
import { partSizeOf } from './part-size.ts';
import type { SeatCaller } from './seat-caller.ts';

export interface SeatReaderOptions {
  readonly facts: MeetingFacts;
  readonly cache: DraftCache;
  readonly caller: SeatCaller;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}

type Part = Parameters<typeof draftPart>[0];

/** Parts that wait for a slow seat; it is asked about the ones it has lost when the meeting ends. */
const MOST_WAITING = 6;
/** A part is in no hurry while the meeting runs. */
const PATIENCE_MS = 300_000;

/** One seat that reads a meeting while it runs, one part after the other. */
export class SeatReader {
  readonly #options: SeatReaderOptions;
  readonly #desk: CouncilDesk;
  /** Not asked about yet, by id, in order. */
  readonly #open = new Map<string, Utterance>();
  readonly #asked = new Set<string>();
  #parts = 0;
  #waiting = 0;
  #isEnded = false;
  #tail: Promise<void> = Promise.resolve();

  constructor(options: SeatReaderOptions, desk: CouncilDesk) {
    this.#options = options;
    this.#desk = desk;
  }

  /** Resolves when the parts that are full are on their way; utterances that it knows are ignored. */
  async take(utterances: readonly Utterance[], speakers: readonly Speaker[] | null): Promise<void> {
    for (const utterance of utterances) if (!this.#asked.has(utterance.id)) this.#open.set(utterance.id, utterance);
    const { rules } = this.#desk;
    const { partTokens, maxOutputTokens } = await partSizeOf(this.#options.caller.next, this.#desk);
    const open = [...this.#open.values()];
    const parts = rules.splitIntoChunks(open, partTokens).slice(0, -1); // the last one may still grow
    for (const part of parts) this.#ask(part, speakers, maxOutputTokens);
  }

  /** Begins no new part. */
  end(): void {
    this.#isEnded = true;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.allSettled([this.#tail, this.#options.caller.idle()]);
  }

  #ask(utterances: readonly Utterance[], speakers: readonly Speaker[] | null, maxOutputTokens: number): void {
    for (const { id } of utterances) {
      this.#open.delete(id);
      this.#asked.add(id);
    }
    this.#parts += 1;
    const part = { utterances, speakers, number: this.#parts, of: null };
    if (this.#waiting >= MOST_WAITING) {
      const { facts, caller } = this.#options;
      this.#desk.log.info({ meetingId: facts.meetingId, seat: caller.seat }, 'a slow seat reads a part at the end');
      return;
    }
    this.#waiting += 1;
    this.#tail = this.#tail.then(() => this.#read(part, maxOutputTokens));
  }

  async #read(part: Part, maxOutputTokens: number): Promise<void> {
    const { facts, cache, caller, signal } = this.#options;
    const { rules, clock, log } = this.#desk;
    try {
      if (this.#isEnded) return;
      const draftDesk = { rules, facts, maxOutputTokens, notAfterMs: clock.now() + PATIENCE_MS };
      const key = partKey(caller.seat, { promptVersion: rules.promptVersion, template: facts.template }, part);
      await cache.obtain(key, () => draftPart(part, caller, draftDesk, signal), signal);
    } catch (error: unknown) {
      const { code, message } = toMomError(error);
      log.info({ meetingId: facts.meetingId, seat: caller.seat, code, reason: message }, 'part is left for the end');
    } finally {
      this.#waiting -= 1;
    }
  }
}
