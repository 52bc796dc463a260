import type { Utterance } from '../../domain/transcript.ts';
import { toMomError } from '../../errors.ts';
import type { MeetingFacts } from './council-rules.ts';
import type { CouncilDesk } from './desk.ts';
import { type DraftCache, partKey } from './draft-cache.ts';
import { draftPart } from './draft-part.ts';
import { partSizeOf } from './part-size.ts';
import type { SeatCaller } from './seat-caller.ts';
import { SpeakersSoFar } from './speakers-so-far.ts';

export interface LiveExtractionOptions {
  readonly facts: MeetingFacts;
  readonly cache: DraftCache;
  readonly callers: readonly SeatCaller[];
  /** Nobody can tell who spoke. */
  readonly isMix: boolean;
}

/** What is asked at once: about as much as the smallest limit of a minute allows, or what was said in nine minutes. */
const PART_TOKENS = 4_000;
const PART_SPAN_MS = 9 * 60_000;
/** Silence makes no part. */
const FEWEST_TOKENS = 300;
/** Parts that wait for a slow seat; it is asked about the ones it has lost when the meeting ends. */
const MOST_WAITING = 6;
/** A part is in no hurry while the meeting runs. */
const PATIENCE_MS = 300_000;

type Part = Parameters<typeof draftPart>[0];

/**
 * Asks the seats about a meeting part by part while it runs, so that at its end only the last part is left. A seat that can read all of it at once
 * is not asked before: one look at the whole is better and cheaper than many at its parts.
 */
export class LiveExtraction {
  readonly #options: LiveExtractionOptions;
  readonly #desk: CouncilDesk;
  readonly #stop = new AbortController();
  readonly #queues: ReadonlyMap<SeatCaller, SeatQueue>;
  /** Not asked about yet, by id, in order. */
  readonly #open = new Map<string, Utterance>();
  readonly #asked = new Set<string>();
  readonly #speakers: SpeakersSoFar;
  #parts = 0;
  /** Of all parts. */
  #tokens = 0;

  constructor(options: LiveExtractionOptions, desk: CouncilDesk) {
    this.#options = options;
    this.#desk = desk;
    this.#speakers = new SpeakersSoFar(options.isMix);
    this.#queues = new Map(options.callers.map((caller) => [caller, new SeatQueue()]));
  }

  /** Parts that slow seats have lost so far. */
  get dropped(): number {
    return [...this.#queues.values()].reduce((sum, queue) => sum + queue.dropped, 0);
  }

  /** Takes utterances whose words are final; those it knows already are ignored. */
  follow(utterances: readonly Utterance[]): void {
    this.#speakers.hear(utterances);
    for (const utterance of utterances) if (!this.#asked.has(utterance.id)) this.#open.set(utterance.id, utterance);
    for (const part of this.#ripeParts()) this.#ask(part);
  }

  /** Begins no new part. What is under way goes on until `close`, for those who finish the meeting to wait for. */
  end(): void {
    for (const queue of this.#queues.values()) queue.end();
  }

  async close(): Promise<void> {
    this.end();
    this.#stop.abort(new DOMException('the meeting is over', 'AbortError'));
    await Promise.allSettled([...this.#queues].flatMap(([caller, queue]) => [queue.idle, caller.idle()]));
  }

  #ripeParts(): readonly (readonly Utterance[])[] {
    const open = [...this.#open.values()];
    const tokens = tokensOf(open, this.#desk);
    const spanMs = (open.at(-1)?.endMs ?? 0) - (open[0]?.startMs ?? 0);
    if (tokens < FEWEST_TOKENS || (tokens < PART_TOKENS && spanMs < PART_SPAN_MS)) return [];
    const parts = this.#desk.rules.splitIntoChunks(open, PART_TOKENS);
    // The last one may still grow, unless it is all that was said for long.
    return parts.length > 1 ? parts.slice(0, -1) : parts;
  }

  #ask(utterances: readonly Utterance[]): void {
    for (const { id } of utterances) {
      this.#open.delete(id);
      this.#asked.add(id);
    }
    this.#parts += 1;
    this.#tokens += tokensOf(utterances, this.#desk);
    const part = { utterances, speakers: this.#speakers.list, number: this.#parts, of: null };
    for (const [caller, queue] of this.#queues) queue.add(() => this.#offer(part, caller, queue));
  }

  /** Keeps the part for later as long as the seat could read all of the meeting at once. */
  async #offer(part: Part, caller: SeatCaller, queue: SeatQueue): Promise<void> {
    queue.kept.push(part);
    const { partTokens, maxOutputTokens } = await partSizeOf(caller.next, this.#desk);
    if (this.#tokens <= partTokens) return;
    for (const kept of queue.kept.splice(0)) if (!queue.isEnded) await this.#draft(kept, caller, maxOutputTokens);
  }

  async #draft(part: Part, caller: SeatCaller, maxOutputTokens: number): Promise<void> {
    const { facts, cache } = this.#options;
    const { rules, clock, log } = this.#desk;
    const draftDesk = { rules, facts, maxOutputTokens, notAfterMs: clock.now() + PATIENCE_MS };
    const key = partKey(caller.seat, { promptVersion: rules.promptVersion, template: facts.template }, part);
    const { signal } = this.#stop;
    await cache
      .obtain(key, () => draftPart(part, caller, draftDesk, signal), signal)
      .catch((error: unknown) => {
        const { code, message } = toMomError(error);
        log.info({ meetingId: facts.meetingId, seat: caller.seat, code, reason: message }, 'part is left for the end');
      });
  }
}

const tokensOf = (utterances: readonly Utterance[], { rules }: CouncilDesk): number =>
  utterances.reduce((sum, { text }) => sum + rules.estimateTokens(text), 0);

/** One part after the other for one seat; bounded, the ones that come too many are dropped and counted. */
class SeatQueue {
  dropped = 0;
  /** Parts that the seat need not read on their own yet. */
  readonly kept: Part[] = [];
  #waiting = 0;
  #isEnded = false;
  #tail: Promise<void> = Promise.resolve();

  get idle(): Promise<void> {
    return this.#tail;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  end(): void {
    this.#isEnded = true;
  }

  add(task: () => Promise<void>): void {
    if (this.#isEnded) return;
    if (this.#waiting >= MOST_WAITING) {
      this.dropped += 1;
      return;
    }
    this.#waiting += 1;
    this.#tail = this.#tail.then(() => this.#run(task));
  }

  async #run(task: () => Promise<void>): Promise<void> {
    try {
      if (!this.#isEnded) await task();
    } finally {
      this.#waiting -= 1;
    }
  }
}
