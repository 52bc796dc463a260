import type { LiveDraft } from '../../domain/live-draft.ts';
import type { Minutes, MinutesMode } from '../../domain/minutes.ts';
import type { Transcript, Utterance } from '../../domain/transcript.ts';
import type { UsageKind } from '../../domain/usage.ts';
import { toMomError } from '../../errors.ts';
import type { MeetingFacts, Question } from './council-rules.ts';
import { CouncilRun } from './council-run.ts';
import type { CouncilDesk } from './desk.ts';
import { DraftCache } from './draft-cache.ts';
import { fitToBudget } from './fit-to-budget.ts';
import { hasConfirmedChange } from './has-confirmed-change.ts';
import { LateSeats } from './late-seats.ts';
import { LiveExtraction } from './live-extraction.ts';
import { LiveSummary } from './live-summary.ts';
import type { Seat } from './seat.ts';
import { SeatBook } from './seat-book.ts';
import type { SeatPlan } from './seat-plan.ts';
import { CHEAP_AND_FAST } from './seats.ts';
import { NO_PROVIDER, NOBODY_ASKED, nobodyAnswered, OVER_BUDGET, withReason } from './why-local.ts';
import { wordMinutes } from './word-minutes.ts';

export interface FinishInput {
  readonly facts: MeetingFacts;
  readonly transcript: Transcript;
  /** Hears better minutes when late answers change a confirmed item; without it late answers are not waited for. */
  readonly onLate?: (minutes: Minutes) => void;
}

/** A model's answer to a single question. */
export interface OneAnswer {
  readonly text: string;
  readonly model: string;
}

export interface CouncilOptions {
  readonly seats: readonly Seat[];
  /** auto: by the length of the meeting. */
  readonly mode: MinutesMode | 'auto';
}

/** Wording has so long, and as much beyond the deadline at most. */
const WORDING_MS = 8_000;
const WORDING_BEYOND_MS = 4_000;
/** A live summary that takes longer is not live. */
const ONE_ANSWER_MS = 20_000;

interface FollowedMeeting {
  readonly cache: DraftCache;
  readonly extraction: LiveExtraction;
}

/** Five seats, one set of minutes. Minutes always come: without an answer they are quotes that say why. */
export class Council implements AsyncDisposable {
  readonly #desk: CouncilDesk;
  readonly #mode: CouncilOptions['mode'];
  readonly #book: SeatBook;
  readonly #followed = new Map<string, Promise<FollowedMeeting>>();
  readonly #lateSeats = new LateSeats();
  readonly #background = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor(desk: CouncilDesk, { seats, mode }: CouncilOptions) {
    this.#desk = desk;
    this.#mode = mode;
    this.#book = new SeatBook(seats, desk);
  }

  /** Looks up the models at once and every day, for processes that last. */
  start(): void {
    this.#inBackground(this.#book.watch(this.#stop.signal));
  }

  /** Who would be asked now. */
  plan(signal: AbortSignal): Promise<SeatPlan> {
    return this.#book.plan(this.#mode === 'auto' ? 'council' : this.#mode, signal);
  }

  /** Whether `follow` would ask anybody. */
  get isFollowing(): boolean {
    return this.#book.hasProviders && (this.#mode === 'auto' || this.#mode === 'council');
  }

  /**
   * Takes what was said so far and lets the seats read it part by part, so that `finish` has only the rest to ask about. Only utterances
   * whose words are final; the ones it has may come again. `isMix`: nobody can tell who spoke.
   */
  async follow(facts: MeetingFacts, utterances: readonly Utterance[], isMix = false): Promise<void> {
    if (!this.isFollowing) return;
    const followed = this.#followed.get(facts.meetingId) ?? this.#begin(facts, isMix);
    this.#followed.set(facts.meetingId, followed);
    followed.catch(() => this.#followed.delete(facts.meetingId)); // the next utterances try again
    await (await followed).extraction.follow(utterances);
  }

  /** Stops following a meeting that will never be finished, and waiting for who is late with one that is. */
  async leave(meetingId: string): Promise<void> {
    await this.#lateSeats.giveUp(meetingId);
    await this.#unfollow(meetingId);
  }

  /** A summary that follows the meeting; its caller feeds and runs it. */
  liveSummary(facts: MeetingFacts, onChange: (state: LiveDraft) => void, isMix = false): LiveSummary {
    const { rules, clock, log } = this.#desk;
    const ask = async (question: Question, signal: AbortSignal): Promise<string | null> =>
      (await this.askOne(facts, question, 'live-summary', signal))?.text ?? null;
    return new LiveSummary({ facts, isMix, rules: rules.live, ask, clock, log, onChange });
  }

  /**
   * One question to the first cheap seat that answers; null when no provider is configured.
   *
   * @throws MomError as LanguageModel, llm_budget; an aborted signal's reason
   */
  async askOne(
    facts: MeetingFacts,
    question: Question,
    kind: UsageKind,
    signal: AbortSignal,
  ): Promise<OneAnswer | null> {
    const caller = this.#mode === 'local' ? null : await this.#book.cheapCaller(facts, signal);
    if (!caller) return null;
    const notAfterMs = this.#desk.clock.now() + ONE_ANSWER_MS;
    const { answer } = await caller.ask({ question, kind, notAfterMs }, signal);
    return { text: answer.text, model: answer.model };
  }

  /**
   * Minutes of a whole meeting, within the deadline and 5 s.
   *
   * @throws an aborted signal's reason; nothing else
   */
  async finish(input: FinishInput, signal: AbortSignal): Promise<Minutes> {
    const { facts, transcript } = input;
    try {
      return await this.#finish(input, signal);
    } catch (error: unknown) {
      signal.throwIfAborted();
      const { message } = toMomError(error);
      this.#desk.log.error({ err: error, meetingId: facts.meetingId }, 'the council failed');
      const reason = nobodyAnswered([{ seat: 'all', reason: message }]);
      return withReason(this.#desk.rules.extractive(facts, transcript), reason, []);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new DOMException('AI MOM stops', 'AbortError'));
    this.#book.close();
    await Promise.allSettled([...this.#followed.keys()].map((meetingId) => this.leave(meetingId)));
    await Promise.allSettled(this.#background);
  }

  async #finish(input: FinishInput, signal: AbortSignal): Promise<Minutes> {
    const { facts, transcript, onLate } = input;
    const { rules, clock, timing } = this.#desk;
    const deadlineMs = clock.now() + timing.deadlineMs;
    // Late answers about what was read before are of no use: words may have been taken back since.
    if (await this.#lateSeats.giveUp(facts.meetingId)) await this.#unfollow(facts.meetingId);
    const followed = await this.#endFollowing(facts.meetingId);
    const mode = this.#mode === 'auto' ? rules.modeFor(transcript) : this.#mode;
    const plan = await this.#affordable(mode, input, signal);
    const cache = followed?.cache ?? new DraftCache(facts.meetingId, this.#desk);
    const { seats } = this.#book;
    const options = { facts, transcript, cache, plan, seats, deadlineMs, wantsLate: onLate !== undefined };
    const run = new CouncilRun(options, this.#desk);
    if (plan.asked.length === 0) {
      await this.#unfollow(facts.meetingId);
      const seatReports = this.#book.hasProviders ? run.reports : []; // without keys there are no seats to speak of
      return withReason(rules.extractive(facts, transcript), this.#whyNobody(mode, plan), seatReports);
    }
    await run.ask(signal);
    const agreed = this.#agree(run, input, plan);
    const minutes = await this.#word(agreed, run, input, { deadlineMs, signal });
    if (onLate && run.isPending) this.#inBackground(this.#late(run, input, plan, agreed, deadlineMs, onLate));
    else await this.#unfollow(facts.meetingId);
    return minutes;
  }

  async #affordable(mode: MinutesMode, { facts, transcript }: FinishInput, signal: AbortSignal): Promise<SeatPlan> {
    const plan = await this.#book.plan(mode, signal);
    return await fitToBudget(plan, { facts, transcript }, this.#desk);
  }

  #whyNobody(mode: MinutesMode, plan: SeatPlan): string | null {
    if (mode === 'local') return null;
    if (!this.#book.hasProviders) return NO_PROVIDER;
    const isOverBudget = [...plan.unused.values()].some(({ state }) => state === 'budget');
    return isOverBudget ? OVER_BUDGET : NOBODY_ASKED;
  }

  #agree(run: CouncilRun, { facts, transcript }: FinishInput, { mode }: SeatPlan): Minutes {
    const { rules } = this.#desk;
    const { drafts, reports } = run;
    if (drafts.length === 0)
      return withReason(rules.extractive(facts, transcript), nobodyAnswered(run.faults), reports);
    return rules.agreeOn({ ...facts, transcript, mode, drafts, seats: reports });
  }

  async #word(
    agreed: Minutes,
    run: CouncilRun,
    { facts, transcript }: FinishInput,
    { deadlineMs, signal }: { readonly deadlineMs: number; readonly signal: AbortSignal },
  ): Promise<Minutes> {
    const { drafts } = run;
    if (drafts.length === 0) return agreed;
    const untilMs = Math.min(this.#desk.clock.now() + WORDING_MS, deadlineMs + WORDING_BEYOND_MS);
    const callers = run.worders(CHEAP_AND_FAST, WORDING_MS);
    const until = { deadlineMs: untilMs, signal };
    const worded = await wordMinutes(agreed, { facts, transcript, drafts }, callers, this.#desk, until);
    // Wording costs as well, and its seat pays.
    return { ...worded, seats: run.reports };
  }

  /** Votes again when the late ones have answered, and tells only if a confirmed item changes. */
  async #late(
    run: CouncilRun,
    input: FinishInput,
    plan: SeatPlan,
    before: Minutes,
    deadlineMs: number,
    onLate: (minutes: Minutes) => void,
  ): Promise<void> {
    const { clock, timing } = this.#desk;
    const { signal } = this.#stop;
    const { meetingId } = input.facts;
    if (!(await this.#lateSeats.wait(meetingId, run, deadlineMs + timing.lateMs, signal))) return;
    await this.#unfollow(meetingId);
    const agreed = this.#agree(run, input, plan);
    if (!hasConfirmedChange(before, agreed)) return;
    onLate(await this.#word(agreed, run, input, { deadlineMs: clock.now() + WORDING_MS, signal }));
  }

  async #begin(facts: MeetingFacts, isMix: boolean): Promise<FollowedMeeting> {
    const { asked } = await this.#book.plan('council', this.#stop.signal);
    const cache = new DraftCache(facts.meetingId, this.#desk);
    const callers = this.#book.callers(asked, facts);
    return { cache, extraction: new LiveExtraction({ facts, cache, callers, isMix }, this.#desk) };
  }

  async #endFollowing(meetingId: string): Promise<FollowedMeeting | null> {
    const followed = (await this.#followed.get(meetingId)?.catch(() => null)) ?? null; // told where it failed
    followed?.extraction.end();
    return followed;
  }

  async #unfollow(meetingId: string): Promise<void> {
    const followed = this.#followed.get(meetingId);
    this.#followed.delete(meetingId);
    await (await followed?.catch(() => null))?.extraction.close();
  }

  #inBackground(work: Promise<void>): void {
    const logged = work.catch((error: unknown) => {
      if (!this.#stop.signal.aborted)
        this.#desk.log.error({ err: error }, 'work of the council in the background failed');
    });
    this.#background.add(logged);
    void logged.finally(() => this.#background.delete(logged));
  }
}
