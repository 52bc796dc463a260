import { MomError } from '../../../../errors.ts';
import type { Logger } from '../../../../log.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { ChannelFault } from '../guild-adapter.ts';
import type { CaptureTimings } from '../timings.ts';
import type { LineInbox } from './line-inbox.ts';
import { type Outcome, ReadyWait, type SessionEnd } from './ready-wait.ts';
import {
  CHANNEL_DELETED,
  clauseOf,
  ENCRYPTION_REQUIRED,
  KICKED,
  LOST,
  refusals,
  UNANSWERED,
  UNREACHABLE,
} from './sentences.ts';
import { asksForRest, voiceClose } from './voice-close.ts';
import type { LineEvent, VoiceLine } from './voice-line.ts';

export interface SupervisorHooks {
  /** Sound stops. */
  reconnectStarted(reason: string): void;
  /** It flows again. */
  reconnectEnded(): void;
  /** The bot is in this channel, at first and after moves. */
  placed(channelId: string): void;
  /** Why the bot can't be in a channel, as far as the main thread knows. */
  channelFault(channelId: string): Promise<ChannelFault | null>;
}

export interface SupervisorOptions {
  readonly line: VoiceLine;
  readonly inbox: LineInbox;
  readonly channelId: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly timings: CaptureTimings;
  readonly hooks: SupervisorHooks;
  /** 0 <= random() < 1, so that many bots do not come back in the same moment. */
  readonly random: () => number;
}

/** The restores of the last minute make the next one more patient. */
const RECENT_MS = 60_000;
/** Deleting a channel is told after the bot was taken out of it. */
const DELETION_MS = 500;

/** Keeps the bot in its channel: what the library leaves to its user when a connection does not come up, breaks or is taken away. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  #channelId: string;
  #restoredAtMs: number[] = [];
  /** Sound flows, as far as the hooks know. */
  #isFlowing = false;
  /** Why we ask for a connection that works already. */
  #wish: string | null = null;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#channelId = options.channelId;
  }

  /** Resolves when sound can flow. @throws MomError voice_full, voice_forbidden, voice_timeout, voice_failed; the signal's reason */
  async join(signal: AbortSignal): Promise<void> {
    const { line, timings, clock } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      line.request();
      const outcome = await this.#untilReady(timings.answerMs, signal);
      if (outcome.kind === 'ready') return this.#hasJoined();
      if (outcome.kind === 'over') throw new MomError('voice_failed', clauseOf(outcome.end.text));
      await this.#refuseIfHopeless();
      const text = outcome.wasAnswered ? UNREACHABLE : UNANSWERED;
      if (attempt === timings.joinTries) throw new MomError('voice_timeout', text);
      await clock.delay(this.#pauseMs(attempt, outcome.code), signal);
    }
  }

  /** Runs until the session is over. @throws the signal's reason */
  async watch(signal: AbortSignal): Promise<SessionEnd> {
    for (;;) {
      const event = await this.#options.inbox.next(Number.POSITIVE_INFINITY, signal);
      const end = event && (await this.#take(event, signal));
      if (end) return end;
    }
  }

  #hasJoined(): void {
    this.#isFlowing = true;
  }

  async #take(event: LineEvent, signal: AbortSignal): Promise<SessionEnd | null> {
    const { readyMs } = this.#options.timings;
    switch (event.type) {
      case 'ready':
      case 'unsent':
        return null;
      case 'silent':
        return this.#askAnew();
      case 'placed':
        return this.#place(event.channelId, signal);
      case 'connecting':
        return event.isResume ? this.#resume(signal) : this.#restore(this.#reason(), readyMs, signal);
      case 'endpoint-lost':
        return this.#restore('the voice server went away', readyMs, signal);
      case 'gone':
        return this.#restore('the connection to Discord was lost', this.#pauseMs(1, null), signal);
      case 'closed':
        return this.#closed(event.code, signal);
    }
  }

  #askAnew(): null {
    this.#wish = 'nobody could be heard';
    this.#options.line.request();
    return null;
  }

  #reason(): string {
    const reason = this.#wish ?? 'the call moved to another voice server';
    this.#wish = null;
    return reason;
  }

  /** Sound goes on while a session is resumed; only when that fails something is lost. */
  async #resume(signal: AbortSignal): Promise<SessionEnd | null> {
    const outcome = await this.#untilReady(this.#options.timings.readyMs, signal);
    if (outcome.kind === 'over') return outcome.end;
    if (outcome.kind === 'ready') return this.#flows();
    if (outcome.code !== null) return this.#closed(outcome.code, signal);
    return this.#restore('the voice server did not answer', 0, signal);
  }

  async #closed(code: number, signal: AbortSignal): Promise<SessionEnd | null> {
    if (code === voiceClose.ENCRYPTION_REQUIRED) return encryptionRequired;
    const patienceMs = code === voiceClose.DISCONNECTED ? this.#options.timings.moveMs : this.#pauseAfter(code);
    return this.#restore(`the voice connection was closed with ${code}`, patienceMs, signal);
  }

  /** Waits whether it comes back by itself; if not, asks for the channel again, each time more patiently. */
  async #restore(reason: string, patienceMs: number, signal: AbortSignal): Promise<SessionEnd | null> {
    const { line, timings, log, clock } = this.#options;
    log.warn({ reason }, 'voice connection interrupted');
    this.#stopped(reason);
    let outcome = await this.#untilReady(patienceMs, signal);
    const outageUntilMs = clock.now() + timings.outageMs;
    for (let attempt = 1; outcome.kind === 'failed'; ) {
      if (attempt > timings.reconnectTries || clock.now() > outageUntilMs) return this.#lost();
      line.request();
      outcome = await this.#untilReady(timings.answerMs, signal);
      if (outcome.kind !== 'failed') break;
      const pauseMs = this.#pauseMs(attempt, outcome.code);
      if (!outcome.isUnsent) attempt += 1; // Discord itself being away is no refusal
      outcome = await this.#untilReady(pauseMs, signal); // it may yet come up by itself
    }
    if (outcome.kind === 'over') return outcome.end;
    this.#restoredAtMs.push(clock.now());
    return this.#flows();
  }

  #stopped(reason: string): void {
    if (this.#isFlowing) this.#options.hooks.reconnectStarted(reason);
    this.#isFlowing = false;
  }

  #flows(): null {
    if (!this.#isFlowing) this.#options.hooks.reconnectEnded();
    this.#isFlowing = true;
    return null;
  }

  async #untilReady(signMs: number, signal: AbortSignal): Promise<Outcome> {
    const { inbox, clock, timings } = this.#options;
    const wait = new ReadyWait(clock, signMs, timings.readyMs);
    for (;;) {
      const event = await inbox.next(wait.leftMs, signal);
      const outcome = event ? await this.#advance(wait, event, signal) : wait.failed;
      if (outcome) return outcome;
    }
  }

  async #advance(wait: ReadyWait, event: LineEvent, signal: AbortSignal): Promise<Outcome | null> {
    if (event.type === 'ready') return { kind: 'ready' };
    if (event.type === 'unsent') return wait.unsent;
    if (event.type === 'closed') return event.code === voiceClose.DISCONNECTED ? null : this.#failed(wait, event.code);
    if (event.type === 'connecting' || event.type === 'placed') wait.sign();
    if (event.type === 'connecting' && !event.isResume) this.#stopped(this.#reason());
    if (event.type !== 'placed') return null;
    const end = await this.#place(event.channelId, signal);
    return end && { kind: 'over', end };
  }

  #failed(wait: ReadyWait, code: number): Outcome | null {
    return code === voiceClose.ENCRYPTION_REQUIRED ? { kind: 'over', end: encryptionRequired } : wait.closed(code);
  }

  async #place(channelId: string | null, signal: AbortSignal): Promise<SessionEnd | null> {
    const { clock, hooks } = this.#options;
    if (channelId !== null) {
      this.#channelId = channelId;
      hooks.placed(channelId);
      return null;
    }
    await clock.delay(DELETION_MS, signal);
    const isDeleted = (await hooks.channelFault(this.#channelId)) === 'missing';
    return isDeleted ? { reason: 'channel-deleted', text: CHANNEL_DELETED } : { reason: 'kicked', text: KICKED };
  }

  async #refuseIfHopeless(): Promise<void> {
    const fault = await this.#options.hooks.channelFault(this.#channelId);
    if (fault) throw new MomError(refusals[fault].code, refusals[fault].text);
  }

  async #lost(): Promise<SessionEnd> {
    const fault = await this.#options.hooks.channelFault(this.#channelId);
    if (!fault) return { reason: 'lost', text: LOST };
    const { code, end, text } = refusals[fault];
    return { reason: end, text: new MomError(code, text).sentence };
  }

  #pauseMs(attempt: number, code: number | null): number {
    const { timings, random } = this.#options;
    const { pausesMs, jitterMs, restMs } = timings;
    if (asksForRest(code)) return restMs * 2 ** (attempt - 1) + random() * jitterMs;
    return (pausesMs[Math.min(attempt, pausesMs.length) - 1] ?? 0) + random() * jitterMs;
  }

  /** At once the first time, then slower and slower while it keeps breaking. */
  #pauseAfter(code: number): number {
    const sinceMs = this.#options.clock.now() - RECENT_MS;
    this.#restoredAtMs = this.#restoredAtMs.filter((atMs) => atMs >= sinceMs);
    const recent = this.#restoredAtMs.length;
    return recent > 0 || asksForRest(code) ? this.#pauseMs(Math.max(1, recent), code) : 0;
  }
}

const encryptionRequired: SessionEnd = { reason: 'encryption-required', text: ENCRYPTION_REQUIRED };
