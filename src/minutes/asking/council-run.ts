import type { SeatDraft } from '../../domain/draft.ts';
import type { SeatReport } from '../../domain/minutes.ts';
import type { Transcript } from '../../domain/transcript.ts';
import type { MeetingFacts } from './council-rules.ts';
import { TimeIsUp, withDeadline } from './deadline.ts';
import type { CouncilDesk } from './desk.ts';
import type { DraftCache } from './draft-cache.ts';
import { Gathering } from './gather.ts';
import { ModelClaims } from './model-claims.ts';
import { modelFamily } from './model-family.ts';
import type { Seat } from './seat.ts';
import { SeatCaller } from './seat-caller.ts';
import type { PlannedSeat, SeatPlan } from './seat-plan.ts';
import { runSeat, type SeatResult } from './seat-run.ts';

export interface CouncilRunOptions {
  readonly facts: MeetingFacts;
  readonly transcript: Transcript;
  readonly cache: DraftCache;
  readonly plan: SeatPlan;
  /** All five, in their order. */
  readonly seats: readonly Seat[];
  /** Epoch ms. */
  readonly deadlineMs: number;
  /** Whether answers after the deadline are of use. */
  readonly wantsLate: boolean;
}

/** Calls that were left are over within this, or nobody waits for what they cost. */
const BOOKING_MS = 1_000;

/** All seats at once: who answered, with what, and who is still at it. */
export class CouncilRun {
  readonly #options: CouncilRunOptions;
  readonly #desk: CouncilDesk;
  readonly #claims = new ModelClaims();
  readonly #callers = new Map<string, SeatCaller>();
  readonly #results = new Map<string, SeatResult>();
  readonly #stop = new AbortController();
  readonly #gathering: Gathering;
  #slots: Promise<unknown> = Promise.resolve();

  constructor(options: CouncilRunOptions, desk: CouncilDesk) {
    this.#options = options;
    this.#desk = desk;
    const quorum = Math.min(3, Math.max(1, options.plan.asked.length));
    const { clock, timing } = desk;
    this.#gathering = new Gathering({ clock, deadlineMs: options.deadlineMs, quorum, graceMs: timing.graceMs });
  }

  /**
   * Asks until enough have answered. Whoever is late then goes on only where late answers are wanted.
   *
   * @throws an aborted signal's reason
   */
  async ask(signal: AbortSignal): Promise<void> {
    const { plan, wantsLate } = this.#options;
    const stop = (): void => this.#stop.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
      for (const { name, candidates } of plan.asked) this.#claims.take(name, candidates[0]?.model ?? '');
      const reserve = [...plan.reserve];
      this.#slots = Promise.all(plan.asked.map((seat) => this.#slot(seat, reserve)));
      await this.#gathering.enough(this.#slots, signal);
      if (!wantsLate) await this.#end(signal);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Drafts that count, in the order of the seats: one for each model, however many seats it filled. */
  get drafts(): readonly SeatDraft[] {
    return this.#counted().map(({ draft }) => draft);
  }

  /** Seats that are still being asked. */
  get isPending(): boolean {
    return this.#pending().length > 0;
  }

  /** Every seat of the five with how it did so far. */
  get reports(): readonly SeatReport[] {
    const counted = new Set(this.#counted().map(({ result }) => result.seat));
    return this.#options.seats.map((seat) => this.#report(seat, counted));
  }

  /** Why seats have no draft, for people. */
  get faults(): readonly { readonly seat: string; readonly reason: string }[] {
    return [...this.#results.values()].flatMap(({ seat, draft, fault }) =>
      draft || !fault ? [] : [{ seat, reason: fault.message }],
    );
  }

  /** Who may word the minutes: seats that answered, in the order of `names`, those that were slower than `fastMs` last. */
  worders(names: readonly string[], fastMs: number): readonly SeatCaller[] {
    const answered = names.filter((seat) => this.#results.get(seat)?.draft);
    const isSlow = (seat: string): boolean => (this.#results.get(seat)?.ms ?? 0) > fastMs;
    const ordered = answered.toSorted((a, b) => Number(isSlow(a)) - Number(isSlow(b)));
    return ordered.flatMap((seat) => this.#callers.get(seat) ?? []);
  }

  /** Waits for the late ones until `untilMs`, then ends what is left. */
  async late(untilMs: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#desk;
    await withDeadline(clock, untilMs, signal, () => this.#slots).catch(() => this.cut());
    await this.#end(signal);
  }

  /** Nobody wants the answers that are still to come. */
  cut(): void {
    this.#stop.abort(new TimeIsUp());
  }

  /** Ends what is under way and waits until it is booked. */
  async #end(signal: AbortSignal): Promise<void> {
    this.#stop.abort(new TimeIsUp());
    const { clock } = this.#desk;
    const idle = () => Promise.all([this.#slots, ...[...this.#callers.values()].map((caller) => caller.idle())]);
    await withDeadline(clock, clock.now() + BOOKING_MS, signal, idle).catch((error: unknown) => {
      this.#desk.log.warn(
        { err: error, meetingId: this.#options.facts.meetingId },
        'calls that were left are not over',
      );
    });
  }

  /** One vote: the seat, and whoever steps in for it. */
  async #slot(seat: PlannedSeat, reserve: PlannedSeat[]): Promise<void> {
    for (let next: PlannedSeat | undefined = seat; next; next = reserve.shift()) {
      const result = await this.#seat(next);
      this.#results.set(next.name, result);
      if (result.draft) return this.#countVote(result.draft.model);
      if (this.#stop.signal.aborted) return;
    }
  }

  /** A second answer of one model is no step towards enough. */
  #countVote(model: string): void {
    const family = modelFamily(model);
    const votes = [...this.#results.values()].filter(({ draft }) => draft && modelFamily(draft.model) === family);
    if (votes.length === 1) this.#gathering.count();
  }

  #seat({ name, candidates }: PlannedSeat): Promise<SeatResult> {
    const { facts, transcript, cache } = this.#options;
    const { scope, meetingId } = facts;
    const caller = new SeatCaller({ seat: name, candidates, claims: this.#claims, scope, meetingId }, this.#desk);
    this.#callers.set(name, caller);
    const options = { facts, transcript, cache, notAfterMs: this.#notAfterMs() };
    return runSeat(caller, options, this.#desk, this.#stop.signal);
  }

  #notAfterMs(): number {
    const { deadlineMs, wantsLate } = this.#options;
    return wantsLate ? deadlineMs + this.#desk.timing.lateMs : deadlineMs;
  }

  #counted(): readonly { readonly result: SeatResult; readonly draft: SeatDraft }[] {
    const families = new Set<string>();
    return this.#options.seats.flatMap(({ name }) => {
      const result = this.#results.get(name);
      if (!result?.draft || families.has(modelFamily(result.draft.model))) return [];
      families.add(modelFamily(result.draft.model));
      return [{ result, draft: result.draft }];
    });
  }

  #pending(): readonly string[] {
    return [...this.#callers.keys()].filter((seat) => !this.#results.has(seat));
  }

  #report({ name, candidates }: Seat, counted: ReadonlySet<string>): SeatReport {
    const result = this.#results.get(name);
    const caller = this.#callers.get(name);
    const { deadlineMs } = this.#options;
    if (!caller) {
      const unused = this.#options.plan.unused.get(name);
      const model = unused?.model ?? candidates[0]?.model ?? '';
      return { seat: name, model, state: unused?.state ?? 'off', ms: 0, costUsd: 0 };
    }
    const costUsd = caller.costMicroUsd === null ? null : caller.costMicroUsd / 1_000_000;
    if (!result) {
      const ms = Math.max(0, this.#desk.clock.now() - (deadlineMs - this.#desk.timing.deadlineMs));
      return { seat: name, model: caller.next?.model ?? '', state: 'late', ms, costUsd };
    }
    const isSecond = result.draft !== null && !counted.has(name);
    return { seat: name, model: result.model, state: isSecond ? 'duplicate' : result.state, ms: result.ms, costUsd };
  }
}
