import { toMomError } from '../../errors.ts';
import type { LiveStatus, StartedMeeting } from '../../ports/live-meetings.ts';
import type { VoiceEvent, VoiceSession } from '../../ports/voice-capture.ts';
import { type CallInSession, leaveCall } from './call-actions.ts';
import { CallBoard } from './call-board.ts';
import { isOverAfter, watchCallClock } from './call-clock.ts';
import type { CallParts, CallSetup } from './call-setup.ts';
import type { CallEnd, CallOutcome, CallState } from './call-state.ts';
import { inCall, over, panelStates, pausedOrNot, sessionOf, withdrawn } from './call-state.ts';
import { catchUp } from './catch-up.ts';
import { EmptyWatch } from './empty-watch.ts';
import type { LiveDesk } from './live-desk.ts';
import { activities, endNotices, notices } from './notices.ts';
import { Turnstile } from './turnstile.ts';
import { showVoiceEvent } from './voice-events.ts';

/** One call while it is recorded: who may do what in which phase. */
export class LiveCall {
  readonly meetingId: string;
  readonly guildId: string;
  readonly #desk: LiveDesk;
  readonly #turnstile = new Turnstile();
  readonly #outcome = Promise.withResolvers<CallOutcome>();
  readonly #empty: EmptyWatch;
  readonly #over = new AbortController();
  #state: CallState = { phase: 'joining', withdraw: new AbortController(), isPaused: false };
  #board: CallBoard | null = null;
  #channelId: string;
  #reason: CallEnd | null = null;

  constructor({ meetingId, guildId, channelId, desk }: CallParts) {
    this.meetingId = meetingId;
    this.guildId = guildId;
    this.#channelId = channelId;
    this.#desk = desk;
    const { clock, timings } = desk;
    const onEmpty = (): void => this.#run(() => this.#leaveEmpty());
    this.#empty = new EmptyWatch({ clock, graceMs: timings.emptyGraceMs, onEmpty });
  }

  get channelId(): string {
    return this.#channelId;
  }

  get phase(): CallState['phase'] {
    return this.#state.phase;
  }

  /** Why recording ended; null before. */
  get reason(): CallEnd | null {
    return this.#reason;
  }

  /** Resolves when this call is none any more. */
  get finished(): Promise<CallOutcome> {
    return this.#outcome.promise;
  }

  get started(): StartedMeeting {
    return this.#board?.started ?? { meetingId: this.meetingId, title: 'Meeting', threadUrl: null };
  }

  /**
   * Joins the call that `prepare` notes down; resolves when it records. `withdraw` ends it.
   *
   * @throws what `prepare` and joining throw; the signal's reason
   */
  open(prepare: (signal: AbortSignal) => Promise<CallSetup>, signal: AbortSignal): Promise<void> {
    return this.#turnstile.pass(async () => {
      try {
        if (this.#state.phase !== 'joining') throw over();
        await this.#begin(prepare, AbortSignal.any([signal, this.#state.withdraw.signal]));
      } catch (error: unknown) {
        const session = sessionOf(this.#state);
        this.#close('withdrawn');
        await session?.[Symbol.asyncDispose]();
        await this.#board?.stopListening();
        throw error;
      }
    });
  }

  /** People have come back. @throws MomError meeting_unknown when it is too late; what joining throws, and the call is over then */
  reopen(): Promise<void> {
    return this.#turnstile.pass(async () => {
      if (this.#state.phase !== 'ending') throw over();
      const { wait, isPaused } = this.#state;
      wait.abort();
      const withdraw = new AbortController();
      this.#become({ phase: 'joining', withdraw, isPaused });
      const board = this.#requireBoard();
      const sinceMs = this.#desk.clock.now();
      try {
        await this.#enter(isPaused, board.setup.announcement, withdraw.signal);
      } catch (error: unknown) {
        const isStopped = withdraw.signal.aborted;
        if (!isStopped) await board.notify(`not-reopened-${sinceMs}`, notices.notReopened(toMomError(error).sentence));
        await this.#finish(isStopped ? 'stopped' : 'empty');
        throw error;
      }
      board.panel.note(activities.reopened);
      board.listen(() => sinceMs);
      this.#show();
    });
  }

  /** Ends the recording for good; in every phase, and as often as one likes. */
  async end(reason: CallEnd, text = ''): Promise<void> {
    if (this.#state.phase === 'joining') this.#state.withdraw.abort(withdrawn());
    await this.#turnstile.pass(async () => {
      if (this.#state.phase === 'over' || !this.#board) return;
      await this.#finish(reason, text);
    });
  }

  /** This process ends: the next one goes on where this one was. */
  async suspend(): Promise<void> {
    if (this.#state.phase === 'joining') this.#state.withdraw.abort(withdrawn());
    await this.#turnstile.pass(async () => {
      const session = sessionOf(this.#state);
      if (this.#state.phase === 'over' || !this.#board) return;
      if (this.#state.phase === 'ending') this.#state.wait.abort();
      this.#board.panel.note(activities.restarting);
      this.#board.show('reconnecting', this.#channelId);
      this.#become({ phase: 'over', isPaused: false });
      await session?.[Symbol.asyncDispose]();
      await this.#board.stopListening();
      this.#close('kept');
    });
  }

  /** Does something in the call, one after the other. @throws MomError meeting_unknown when nothing is recorded; what `action` throws */
  act<T>(action: (call: CallInSession) => Promise<T>): Promise<T> {
    return this.#turnstile.pass(async () => {
      const session = sessionOf(this.#state);
      if (!session || !this.#board) throw over();
      const { isPaused } = this.#state;
      const setPaused = (wish: boolean): void => this.#become(pausedOrNot(this.#state, session, wish));
      try {
        return await action({ session, board: this.#board, isPaused, setPaused });
      } finally {
        this.#show();
      }
    });
  }

  /** Null when nothing is recorded any more. */
  async status(): Promise<LiveStatus | null> {
    const { phase } = this.#state;
    if (phase === 'ending' || phase === 'over' || !this.#board) return null;
    const session = sessionOf(this.#state);
    if (session) await this.#board.count(session);
    return this.#board.status(panelStates[phase], this.#channelId);
  }

  /** Who is in the channel, bots aside, as the platform knows it. */
  setPresent(userIds: readonly string[]): void {
    if (!this.#board) return;
    this.#board.roster.setPresent(userIds);
    this.#countPeople();
    this.#show();
  }

  async #begin(prepare: (signal: AbortSignal) => Promise<CallSetup>, signal: AbortSignal): Promise<void> {
    const setup = await prepare(signal);
    const { before } = setup;
    const board = new CallBoard(setup, this.#desk);
    this.#board = board;
    this.#show();
    await this.#enter(before?.isPaused ?? false, before ? 'none' : setup.announcement, signal);
    board.panel.note(before ? activities.restarted : activities.started(setup.startedBy));
    const captions = before ? await this.#desk.store.listCaptions(this.meetingId) : [];
    board.listen(catchUp(captions, board.captions.zeroMs));
    if (before) await board.notify(`resumed-${before.lastAtMs}`, notices.resumed);
    this.#show();
    this.#run(async () => {
      const signal = this.#over.signal;
      const session = (): VoiceSession | null => sessionOf(this.#state);
      await watchCallClock({ board, desk: this.#desk, session, onTick: () => this.#show(), signal });
      await this.end('limit');
    });
  }

  async #enter(isPaused: boolean, announcement: 'tone' | 'none', signal: AbortSignal): Promise<void> {
    const board = this.#requireBoard();
    board.captions.joined();
    const session = await this.#desk.capture.join(board.joinRequest(this.#channelId, announcement), signal);
    try {
      signal.throwIfAborted();
      if (isPaused) await session.pause(null);
    } catch (error: unknown) {
      await session[Symbol.asyncDispose]();
      throw error;
    }
    this.#become(inCall(session, isPaused));
    void this.#watch(session);
    this.#countPeople();
  }

  async #watch(session: VoiceSession): Promise<void> {
    try {
      for await (const event of session.events)
        if (sessionOf(this.#state) === session) await this.#hear(event, session);
    } catch (error: unknown) {
      this.#desk.log.error({ err: error, meetingId: this.meetingId }, 'events of a call broke off');
    }
    if (sessionOf(this.#state) === session) await this.end('lost', 'The voice connection was lost.');
  }

  async #hear(event: VoiceEvent, session: VoiceSession): Promise<void> {
    const board = this.#requireBoard();
    showVoiceEvent(event, board);
    if (event.type === 'moved') this.#channelId = event.channelId;
    const { isPaused } = this.#state;
    if (event.type === 'reconnect-start') this.#become({ phase: 'reconnecting', session, isPaused });
    if (event.type === 'reconnect-end') this.#become(inCall(session, isPaused));
    if (event.type === 'end' && event.reason !== 'left') await this.end(event.reason, event.text);
    else if (event.type === 'member-join' || event.type === 'member-leave') this.#countPeople();
    if (event.type !== 'journal-written') this.#show();
  }

  #countPeople(): void {
    if (sessionOf(this.#state)) this.#empty.set(this.#requireBoard().roster.people);
  }

  async #leaveEmpty(): Promise<void> {
    await this.#turnstile.pass(async () => {
      const { isPaused } = this.#state;
      const session = sessionOf(this.#state);
      const board = this.#requireBoard();
      if (!session || board.roster.people > 0) return;
      const { clock, timings } = this.#desk;
      const wait = new AbortController();
      this.#become({ phase: 'ending', wait, isPaused });
      this.#show();
      await leaveCall(session, board, 'empty', this.#desk);
      board.panel.note(activities.emptied);
      await board.notify(`emptied-${clock.now()}`, notices.emptied(Math.round(timings.reopenMs / 60_000)));
      this.#show();
      this.#run(async () => {
        if (await isOverAfter(timings.reopenMs, this.#desk, wait.signal)) await this.end('empty');
      });
    });
  }

  /** The record goes first: a crash from here on is finished, not gone on with. */
  async #finish(reason: CallEnd, text = ''): Promise<void> {
    const board = this.#requireBoard();
    const session = sessionOf(this.#state);
    if (this.#state.phase === 'ending') this.#state.wait.abort();
    this.#reason = reason;
    await board.saveProcessing().catch((error: unknown) => {
      this.#desk.log.error({ err: error, meetingId: this.meetingId }, 'the end of a call could not be noted down');
    });
    this.#become({ phase: 'over', isPaused: false });
    this.#show();
    if (session) await leaveCall(session, board, reason, this.#desk);
    const notice = endNotices[reason]?.(text);
    if (notice) await board.notify(`end-${reason}`, notice);
    board.panel.note(activities.writing);
    this.#show();
    this.#close('written');
  }

  #close(outcome: CallOutcome): void {
    if (this.#state.phase !== 'over') this.#become({ phase: 'over', isPaused: false });
    this.#empty.stop();
    this.#over.abort(withdrawn());
    this.#outcome.resolve(outcome);
  }

  #requireBoard(): CallBoard {
    if (!this.#board) throw over();
    return this.#board;
  }

  #become(state: CallState): void {
    this.#desk.log.info({ meetingId: this.meetingId, from: this.#state.phase, to: state.phase }, 'call changed');
    this.#state = state;
  }

  #show(): void {
    this.#board?.show(panelStates[this.#state.phase], this.#channelId);
  }

  /** Work that nobody waits for; it ends with the call. */
  #run(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      if (!this.#over.signal.aborted && this.#state.phase !== 'joining')
        this.#desk.log.error({ err: error, meetingId: this.meetingId }, 'work on a call failed');
    });
  }
}
