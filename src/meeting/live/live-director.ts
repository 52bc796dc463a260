import { isAbort, MomError, toMomError } from '../../errors.ts';
import type { LiveMeetingRecord } from '../../ports/live-meeting-store.ts';
import type {
  Asker,
  LiveMeetings,
  LiveStatus,
  StartedMeeting,
  StartRequest,
  StoppedMeeting,
  UploadedRecording,
} from '../../ports/live-meetings.ts';
import type { MeetingResult } from '../../ports/meeting-store.ts';
import type { EventChange, PresenceChange, PresenceListener } from '../../ports/voice-presence.ts';
import { newMeetingId } from '../meeting-id.ts';
import { AfterMinutes } from './after-minutes.ts';
import { AutoJoinWatch } from './auto-join.ts';
import { eraseLastOf, excludeInCall, noteInCall, pauseCall, resumeCall } from './call-actions.ts';
import { discardCall, discardPast, setUpAgain, setUpCall, voiceBusy } from './call-setup.ts';
import { closeCaptions } from './close-captions.ts';
import { finishMeeting } from './finish-meeting.ts';
import { LiveCall } from './live-call.ts';
import type { LiveDesk } from './live-desk.ts';
import { lookBack, type Past } from './look-back.ts';
import { retryOptions } from './minutes-post.ts';
import { notices } from './notices.ts';
import { retry } from './retry.ts';
import { takeUpload } from './take-upload.ts';

const MINUTE_MS = 60_000;

/** All meetings of one process: at most one call a server, and any number on their way to minutes. */
export class LiveDirector implements LiveMeetings {
  readonly #desk: LiveDesk;
  readonly #calls = new Map<string, LiveCall>();
  readonly #writing = new Map<string, Promise<unknown>>();
  readonly #closing = new AbortController();
  readonly #afterMinutes: AfterMinutes;
  readonly #autoJoin: AutoJoinWatch;

  constructor(desk: LiveDesk) {
    this.#desk = desk;
    this.#afterMinutes = new AfterMinutes(desk, this.#closing.signal);
    const { guilds, log } = desk;
    const isBusy = (guildId: string): boolean => this.#calls.has(guildId) && !this.#isEnding(guildId);
    this.#autoJoin = new AutoJoinWatch({ guilds, log, isBusy, start: (request) => this.start(request) });
  }

  /** Meetings in a call now, those whose minutes are being written, and those whose posts are being changed. */
  get counters(): { readonly calls: number; readonly writing: number; readonly changing: number } {
    return { calls: this.#calls.size, writing: this.#writing.size, changing: this.#afterMinutes.count };
  }

  async start(request: StartRequest, signal?: AbortSignal): Promise<StartedMeeting> {
    const { guildId, channelId } = request;
    this.#closing.signal.throwIfAborted();
    const waiting = this.#calls.get(guildId);
    if (waiting?.phase === 'joining') throw voiceBusy(null);
    if (waiting && waiting.phase !== 'ending') throw voiceBusy(waiting.started.title);
    if (waiting?.channelId === channelId) {
      await waiting.reopen();
      return waiting.started;
    }
    const call = this.#open(newMeetingId(this.#desk.clock.now()), guildId, channelId);
    const either = AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : [])]);
    try {
      await waiting?.end('empty');
      await call.open((joining) => setUpCall(call.meetingId, request, this.#desk, joining), either);
      return call.started;
    } catch (error: unknown) {
      await discardCall(call.meetingId, this.#desk);
      throw error;
    }
  }

  async stop(guildId: string): Promise<StoppedMeeting> {
    const call = this.#require(guildId);
    await call.end('stopped');
    return { ...call.started, wasRecorded: (await call.finished) !== 'withdrawn' };
  }

  async pause(guildId: string, userId: string): Promise<void> {
    await this.#require(guildId).act((call) => pauseCall(call, userId));
  }

  async resume(guildId: string, userId: string): Promise<void> {
    await this.#require(guildId).act((call) => resumeCall(call, userId));
  }

  async eraseLast(guildId: string, minutes: number): Promise<{ readonly erasedMs: number }> {
    const { clock } = this.#desk;
    const ms = minutes * MINUTE_MS;
    return { erasedMs: await this.#require(guildId).act((call) => eraseLastOf(call, ms, clock.now())) };
  }

  async status(guildId: string): Promise<LiveStatus | null> {
    return (await this.#calls.get(guildId)?.status()) ?? null;
  }

  async note(guildId: string, by: Asker, text: string): Promise<void> {
    await this.#require(guildId).act((call) => noteInCall(call, by, text));
  }

  async setExcluded(guildId: string, userId: string, isExcluded: boolean): Promise<void> {
    const call = this.#calls.get(guildId);
    if (!call || call.phase === 'ending') return;
    await call.act((inSession) => excludeInCall(inSession, userId, isExcluded));
  }

  async process(recording: UploadedRecording, signal?: AbortSignal): Promise<string> {
    const either = AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : [])]);
    const meetingId = await takeUpload(recording, this.#desk, either);
    this.#finish(meetingId);
    return meetingId;
  }

  /** Who is in a voice channel now. Resolves when a recording that this asks for has begun; never throws. */
  async onVoicePresence({ guildId, channelId, humanIds }: PresenceChange): Promise<void> {
    const call = this.#calls.get(guildId);
    if (call?.channelId === channelId) {
      call.setPresent(humanIds);
      if (call.phase === 'ending' && humanIds.length > 0) await this.#reopen(call);
    }
    await this.#autoJoin.presence(guildId, channelId, humanIds.length);
  }

  /** A scheduled event begins or ends in a voice channel; its recording goes on as long as people talk. Never throws. */
  async onEvent({ guildId, channelId, title, isActive }: EventChange): Promise<void> {
    if (isActive) await this.#autoJoin.eventStart(guildId, channelId, title);
    else this.#autoJoin.eventEnd(guildId, channelId, title);
  }

  /** For `VoicePresence.listen`. */
  get listener(): PresenceListener {
    return {
      onVoicePresence: (change) => void this.onVoicePresence(change),
      onEvent: (change) => void this.onEvent(change),
    };
  }

  /**
   * Goes on with what an earlier process left: calls in which people still are, minutes that are not posted. Resolves when every call has
   * been looked after; one that fails is logged and does not hold up the others.
   */
  async recover(): Promise<void> {
    const records = await this.#desk.liveMeetings.listUnfinished();
    await Promise.all(
      records.map(async (record) => {
        try {
          await this.#goOn(record);
        } catch (error: unknown) {
          this.#desk.log.error({ err: error, meetingId: record.meetingId }, 'a meeting could not be recovered');
        }
      }),
    );
  }

  /** Puts everything away so that the next process goes on with it, within `graceMs`; nothing can be started any more. */
  async shutdown({ graceMs }: { readonly graceMs: number }): Promise<void> {
    const { clock, thread } = this.#desk;
    const calls = [...this.#calls.values()];
    this.#closing.abort(new MomError('aborted', 'AI MOM is being stopped'));
    const put = Promise.allSettled([
      ...calls.map(async (call) => {
        await call.suspend();
        await thread.flush(call.meetingId, graceMs);
      }),
      ...this.#writing.values(),
      this.#afterMinutes.settled(),
    ]);
    const timer = new AbortController();
    await Promise.race([put, clock.delay(graceMs, timer.signal).catch(() => undefined)]); // aborted below
    timer.abort();
  }

  /** Resolves when no minutes are being written or posted again any more. */
  async settled(): Promise<void> {
    while (this.#writing.size > 0) await Promise.allSettled(this.#writing.values());
    await this.#afterMinutes.settled();
  }

  /** Makes the post of a finished meeting tell what is stored of it now; in the background, until it works. */
  repost(meetingId: string): void {
    this.#afterMinutes.repost(meetingId);
  }

  #open(meetingId: string, guildId: string, channelId: string): LiveCall {
    const call = new LiveCall({ meetingId, guildId, channelId, desk: this.#desk });
    this.#calls.set(guildId, call);
    void call.finished.then((outcome) => {
      if (this.#calls.get(guildId) === call) this.#calls.delete(guildId);
      if (call.reason !== 'empty') this.#autoJoin.decline(guildId, call.channelId);
      if (outcome === 'written') this.#finish(meetingId);
    });
    return call;
  }

  async #reopen(call: LiveCall): Promise<void> {
    await call.reopen().catch((error: unknown) => {
      this.#desk.log.warn({ err: error, meetingId: call.meetingId }, 'a meeting could not be gone on with');
    });
  }

  async #goOn(record: LiveMeetingRecord): Promise<void> {
    const { meetingId, guildId, callChannelId } = record;
    const past = await lookBack(record, this.#desk, this.#closing.signal);
    if (past.kind !== 'nothing') await closeCaptions(record, this.#desk);
    if (past.kind === 'broken-off' && !this.#calls.has(guildId)) {
      const call = this.#open(meetingId, guildId, callChannelId);
      await this.#rejoin(call, record, past);
    } else if (past.kind === 'over' || (past.kind === 'broken-off' && past.facts)) await this.#giveUp(record);
    else await discardPast(record, this.#desk, this.#closing.signal);
  }

  async #rejoin(
    call: LiveCall,
    record: LiveMeetingRecord,
    { facts }: Extract<Past, { kind: 'broken-off' }>,
  ): Promise<void> {
    try {
      await call.open((joining) => setUpAgain(record, facts, this.#desk, joining), this.#closing.signal);
    } catch (error: unknown) {
      if (this.#closing.signal.aborted) return;
      this.#desk.log.warn({ err: error, meetingId: record.meetingId }, 'a call could not be gone on with');
      if (!facts) return await discardPast(record, this.#desk, this.#closing.signal);
      const text = notices.notResumed(toMomError(error).sentence);
      if (record.thread && !isAbort(error))
        await this.#desk.thread.notify(record.meetingId, record.thread, `not-resumed-${facts.lastAtMs}`, text);
      await this.#giveUp(record);
    }
  }

  async #giveUp(record: LiveMeetingRecord): Promise<void> {
    await this.#desk.liveMeetings.save({ ...record, state: 'processing' });
    this.#finish(record.meetingId);
  }

  #finish(meetingId: string): void {
    if (this.#writing.has(meetingId)) return;
    const { signal } = this.#closing;
    const onLate = (better: MeetingResult): void => this.#afterMinutes.takeLate(meetingId, better, writing);
    const finish = () => finishMeeting(meetingId, this.#desk, signal, onLate);
    const writing = retry(finish, retryOptions(this.#desk, signal)).catch((error: unknown) => {
      if (!signal.aborted) this.#desk.log.error({ err: error, meetingId }, 'minutes have to wait for the next start');
      return null;
    });
    this.#writing.set(meetingId, writing);
    void writing.then(() => this.#writing.delete(meetingId));
  }

  #isEnding(guildId: string): boolean {
    return this.#calls.get(guildId)?.phase === 'ending';
  }

  #require(guildId: string): LiveCall {
    const call = this.#calls.get(guildId);
    if (call) return call;
    throw new MomError('meeting_unknown', 'Nothing is being recorded on this server.');
  }
}
