import type { Usage, UsageKind } from '../../domain/usage.ts';
import { MomError, toMomError } from '../../errors.ts';
import { askCandidate } from './ask-candidate.ts';
import type { ModelReply } from './call-model.ts';
import type { Question } from './council-rules.ts';
import type { CouncilDesk } from './desk.ts';
import type { ModelClaims } from './model-claims.ts';
import type { SeatCandidate } from './seat.ts';

export interface SeatCallerOptions {
  readonly seat: string;
  /** Usable ones, the first choice first. */
  readonly candidates: readonly SeatCandidate[];
  readonly claims: ModelClaims;
  readonly scope: string;
  readonly meetingId: string;
}

/** What a seat wants to know and until when. */
export interface SeatQuestion {
  readonly question: Question;
  readonly kind: UsageKind;
  readonly notAfterMs: number;
}

const RETIRED_MS = 86_400_000;
/** Time enough for an admin to name another model. */
const RETIREMENT_MATTERS_MS = 30 * 86_400_000;
/** A key that is refused still is told again every day. */
const REFUSAL_MATTERS_MS = 2 * 86_400_000;
const OUTRUN = new DOMException('another candidate was faster', 'AbortError');

/** Asks on behalf of a seat: its candidates one after the other, two at once when the first is slow. */
export class SeatCaller {
  readonly seat: string;
  readonly #options: SeatCallerOptions;
  readonly #desk: CouncilDesk;
  /** Candidates that are of no use to this seat any more. */
  readonly #closed = new Set<SeatCandidate>();
  readonly #faults: MomError[] = [];
  readonly #underWay = new Set<Promise<unknown>>();
  #costMicroUsd: number | null = 0;

  constructor(options: SeatCallerOptions, desk: CouncilDesk) {
    this.seat = options.seat;
    this.#options = options;
    this.#desk = desk;
  }

  /** What its answers cost so far; null when one of them has no known price. */
  get costMicroUsd(): number | null {
    return this.#costMicroUsd;
  }

  /** The candidate that is asked next; null when none is left. */
  get next(): SeatCandidate | null {
    return this.#open()[0] ?? null;
  }

  /**
   * @throws MomError of the candidate that failed last, the earlier failures as its cause; llm_limited with `retryable` false when the
   * question is too large; an aborted signal's reason
   */
  async ask(request: SeatQuestion, signal: AbortSignal): Promise<ModelReply> {
    const end = new AbortController();
    const either = AbortSignal.any([signal, end.signal]);
    const round = this.#open()[Symbol.iterator]();
    const first = this.#track(this.#through(round, request, either));
    const second = this.#track(this.#hedge(first, () => this.#through(round, request, either), either));
    try {
      return await Promise.any([first, second]);
    } catch (error: unknown) {
      signal.throwIfAborted();
      throw this.#verdict(error);
    } finally {
      end.abort(OUTRUN);
    }
  }

  /** Resolves when calls that were left are over and booked. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  #track<T>(call: Promise<T>): Promise<T> {
    this.#underWay.add(call);
    const done = (): boolean => this.#underWay.delete(call);
    call.then(done, done);
    return call;
  }

  #open(): readonly SeatCandidate[] {
    const { candidates, claims } = this.#options;
    return candidates.filter((one) => !this.#closed.has(one) && claims.isFree(this.seat, one.model));
  }

  /** Once `first` is slow, the next candidate is asked too; when `first` fails before, it has tried them all. */
  async #hedge(
    first: Promise<ModelReply>,
    askNext: () => Promise<ModelReply>,
    signal: AbortSignal,
  ): Promise<ModelReply> {
    const over = new AbortController();
    first.catch(() => over.abort(OUTRUN));
    await this.#desk.clock.delay(this.#desk.timing.hedgeMs, AbortSignal.any([signal, over.signal]));
    return await askNext();
  }

  async #through(round: Iterator<SeatCandidate>, request: SeatQuestion, signal: AbortSignal): Promise<ModelReply> {
    let last: MomError | null = null;
    for (let next = round.next(); !next.done; next = round.next()) {
      const candidate = next.value;
      const isClosed = this.#closed.has(candidate);
      if (isClosed || !this.#options.claims.take(this.seat, candidate.model)) continue;
      try {
        return await askCandidate(this.#call(candidate, request), this.#desk, signal);
      } catch (error: unknown) {
        signal.throwIfAborted();
        last = toMomError(error);
        await this.#learn(candidate, last);
        if (isTooLarge(last) || last.code === 'llm_budget') throw last;
      }
    }
    throw last ?? new MomError('llm_unavailable', `seat ${this.seat} has nobody left to ask`, { retryable: false });
  }

  #call(candidate: SeatCandidate, { question, kind, notAfterMs }: SeatQuestion) {
    const { seat, scope, meetingId } = this.#options;
    const onUsage = (usage: Usage): void => this.#book(usage);
    return { candidate, question, kind, seat, scope, meetingId, notAfterMs, onUsage };
  }

  #book(usage: Usage): void {
    const cost = usage.costMicroUsd;
    this.#costMicroUsd = this.#costMicroUsd === null || cost === null ? null : this.#costMicroUsd + cost;
    this.#desk.onUsage(usage);
  }

  async #learn(candidate: SeatCandidate, fault: MomError): Promise<void> {
    const { clock, log, memory, onNotice } = this.#desk;
    const name = `${candidate.provider} ${candidate.model}`;
    this.#faults.push(fault);
    log.info({ seat: this.seat, model: name, code: fault.code, reason: fault.message }, 'seat was not answered');
    if (fault.code === 'llm_retired') {
      this.#closed.add(candidate);
      await memory.retire(candidate, clock.now() + RETIRED_MS);
      if (await memory.isNews(`retired ${name}`, clock.now())) {
        const text = `${name} (seat ${this.seat}) is no longer offered; others step in.`;
        onNotice({ code: 'model-retired', about: name, text, untilMs: clock.now() + RETIREMENT_MATTERS_MS });
      }
    }
    if (fault.code === 'llm_denied') await this.#closeProvider(candidate.provider, fault);
  }

  async #closeProvider(provider: string, fault: MomError): Promise<void> {
    const { clock, memory, onNotice } = this.#desk;
    for (const one of this.#options.candidates) if (one.provider === provider) this.#closed.add(one);
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    if (!(await memory.isNews(`denied ${provider} ${day}`, clock.now()))) return;
    const text = `${provider} takes no questions (${day}): ${fault.message}.`;
    onNotice({ code: 'key-refused', about: provider, text, untilMs: clock.now() + REFUSAL_MATTERS_MS });
  }

  /** The failures of a group stay together; the first tells most, unless it only outran its time. */
  #verdict(error: unknown): MomError {
    const errors = error instanceof AggregateError ? error.errors : [error];
    const fault = toMomError(errors[0]);
    if (this.#faults.length < 2) return fault;
    return new MomError(fault.code, fault.message, {
      cause: new AggregateError(this.#faults),
      retryable: fault.retryable,
    });
  }
}

/** Neither waiting nor another model helps: less must be asked at once. */
export const isTooLarge = (fault: MomError): boolean => fault.code === 'llm_limited' && !fault.retryable;
