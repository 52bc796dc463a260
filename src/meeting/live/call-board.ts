import type { CaptureReceipt } from '../../domain/receipt.ts';
import { toMomError } from '../../errors.ts';
import type { LiveMeetingRecord } from '../../ports/live-meeting-store.ts';
import type { LiveStatus, StartedMeeting } from '../../ports/live-meetings.ts';
import type { PanelState, ThreadRef } from '../../ports/meeting-thread.ts';
import type { JoinRequest, VoiceSession } from '../../ports/voice-capture.ts';
import type { LiveEvent } from '../../transcription/live/index.ts';
import { memberNotices } from '../member-notices.ts';
import { CallPanel, emptyReceipt } from './call-panel.ts';
import type { CallSetup } from './call-setup.ts';
import { CaptionStream, type Since } from './caption-stream.ts';
import { DraftSummary } from './draft-summary.ts';
import { HearAhead } from './hear-ahead.ts';
import type { LiveDesk } from './live-desk.ts';
import { notices } from './notices.ts';
import { tryOpenThread } from './open-thread.ts';
import { Roster } from './roster.ts';

/** What people see of a call: captions, panel, notices, status. */
export class CallBoard {
  readonly setup: CallSetup;
  readonly roster: Roster;
  readonly captions: CaptionStream;
  readonly ahead: HearAhead;
  readonly draft: DraftSummary;
  readonly panel: CallPanel;
  readonly #desk: LiveDesk;
  #record: LiveMeetingRecord;
  #receipt: CaptureReceipt;
  #privacyCode: string | null = null;
  #captionCount = 0;

  constructor(setup: CallSetup, desk: LiveDesk) {
    const { record, excluded, members, before } = setup;
    const { meetingId, journalKey, startedAtMs } = record;
    this.setup = setup;
    this.#desk = desk;
    this.#record = record;
    this.#receipt = before?.receipt ?? emptyReceipt;
    this.roster = new Roster(excluded);
    this.roster.seed(members);
    for (const { userId } of before?.receipt.members ?? []) this.roster.tell(userId);
    this.panel = new CallPanel(desk.thread, desk.clock);
    const { title, settings, journalFolder, terms } = setup;
    const isBot = (userId: string): boolean => desk.presence.isBot(record.guildId, userId);
    const call = { meetingId, settings, journalFolder, journalKey, desk, roster: this.roster, isBot };
    this.captions = new CaptionStream({
      ...call,
      terms,
      startedAtMs: before?.zeroMs ?? startedAtMs,
      onEvent: (event) => this.#hear(event),
      onFault: (fault) => void this.notify(`no-captions-${fault.code}`, notices.noCaptions(fault.sentence)),
    });
    this.ahead = new HearAhead({
      ...{ ...call, title, startedAtMs },
      lagMs: () => this.captions.lagMs,
      onSeveralVoices: (userId) => void this.#tellSeveralVoices(userId),
    });
    this.draft = new DraftSummary({
      ...{ meetingId, title, settings, startedAtMs, desk },
      thread: () => this.#record.thread,
    });
  }

  /** Captions of what is said from then on, what they are about, and behind them the final pass. */
  listen(since: Since): void {
    void this.captions.start(since);
    this.ahead.start(this.captions.joinedAtMs);
    this.draft.start();
  }

  /** Drops what is on its way. */
  async stopListening(): Promise<void> {
    await Promise.all([this.captions.stop(), this.ahead.stop(), this.draft.stop()]);
  }

  get started(): StartedMeeting {
    const { meetingId, thread } = this.#record;
    const threadUrl = thread && this.#desk.threadUrl(thread);
    return { meetingId, title: this.setup.title, threadUrl };
  }

  joinRequest(channelId: string, announcement: JoinRequest['announcement']): JoinRequest {
    const { meetingId, guildId, startedAtMs, journalKey } = this.#record;
    const { journalFolder } = this.setup;
    const excludedUserIds = this.roster.excluded;
    return { meetingId, guildId, channelId, startedAtMs, journalFolder, journalKey, excludedUserIds, announcement };
  }

  show(state: PanelState, voiceChannelId: string): void {
    const { meetingId, startedAtMs, thread } = this.#record;
    const { title, startedBy } = this.setup;
    const { recorded, optedOut } = this.roster;
    const counted = { captions: this.#captionCount, receipt: this.#receipt, privacyCode: this.#privacyCode };
    this.panel.show(thread, state, {
      ...{ meetingId, title, startedAtMs, voiceChannelId, startedBy, recorded, optedOut, ...counted },
    });
  }

  /** Once per key, also after a restart. A platform that can't be reached must not disturb a recording. */
  async notify(key: string, text: string): Promise<void> {
    const { meetingId, thread } = this.#record;
    if (!thread) return;
    try {
      await this.#desk.thread.notify(meetingId, thread, key, text);
    } catch (error: unknown) {
      this.#desk.log.warn({ err: error, meetingId, key }, 'notice could not be posted');
    }
  }

  /** Asks how much was captured. */
  async count(session: VoiceSession): Promise<void> {
    try {
      this.#receipt = await session.receipt();
      this.#privacyCode = await session.privacyCode();
    } catch (error: unknown) {
      const { code } = toMomError(error);
      this.#desk.log.warn({ code, meetingId: this.#record.meetingId }, 'the call does not tell its counters');
    }
  }

  /** What has to be done now and then: counters, and a thread where there was none. */
  async tick(session: VoiceSession, signal: AbortSignal): Promise<void> {
    await this.count(session);
    await this.#excludeBots(session);
    if (this.#record.thread) return;
    const { setup } = this;
    const thread = await tryOpenThread(this.#record, setup.title, setup.place, this.#desk, signal);
    if (!thread) return;
    this.#record = { ...this.#record, thread };
    await this.#desk.liveMeetings.save(this.#record);
    await this.#showEarlier(thread);
  }

  /** Somebody dragged the bot elsewhere, and a restart has to look there. Never throws: recording goes on without the note. */
  async saveMove(callChannelId: string): Promise<void> {
    this.#record = { ...this.#record, callChannelId };
    await this.#desk.liveMeetings.save(this.#record).catch((error: unknown) => {
      this.#desk.log.error({ err: error, meetingId: this.#record.meetingId }, 'a move could not be noted down');
    });
  }

  /** The call is over. */
  async saveProcessing(): Promise<void> {
    this.#record = { ...this.#record, state: 'processing' };
    await this.#desk.liveMeetings.save(this.#record);
  }

  /** Takes away what was said from `fromMs` (epoch) on. */
  async removeCaptions(fromMs: number): Promise<void> {
    const { store, thread } = this.#desk;
    const { meetingId } = this.#record;
    const captions = await store.listCaptions(meetingId);
    const removed = new Set(captions.filter(({ endMs }) => this.captions.zeroMs + endMs > fromMs).map(({ id }) => id));
    await store.removeCaptions(meetingId, [...removed]);
    this.#captionCount = captions.length - removed.size;
    if (!this.#record.thread) return;
    const kept = new Set(captions.map(({ id }) => id).filter((id) => !removed.has(id)));
    await thread.redact(meetingId, this.#record.thread, kept, null);
  }

  status(state: PanelState, voiceChannelId: string): LiveStatus {
    const { startedAtMs } = this.#record;
    const { recorded, optedOut } = this.roster;
    return {
      ...{ ...this.started, state, startedAtMs, voiceChannelId, recorded, optedOut },
      captions: this.#captionCount,
      lagMs: this.captions.lagMs,
      receipt: this.#receipt,
      engine: this.captions.engine,
      seats: this.#desk.seats(),
    };
  }

  /** What a bot plays into a call is nobody's word. */
  async #excludeBots(session: VoiceSession): Promise<void> {
    const { guildId } = this.#record;
    for (const { userId } of this.#receipt.members) {
      if (this.roster.isExcluded(userId) || !this.#desk.presence.isBot(guildId, userId)) continue;
      await session.exclude(userId);
      this.roster.setExcluded(userId, true);
    }
  }

  /** What was said before there was a thread. */
  async #showEarlier(thread: ThreadRef): Promise<void> {
    const { meetingId } = this.#record;
    const captions = await this.#desk.store.listCaptions(meetingId);
    // Those that are not final are shown when they end.
    for (const caption of captions.filter(({ isFinal }) => isFinal))
      this.#desk.thread.showCaption(meetingId, thread, caption);
  }

  #tellSeveralVoices(userId: string): Promise<void> {
    return this.notify(memberNotices.severalVoices(userId), notices.severalVoices(this.roster.nameOf(userId)));
  }

  #hear(event: LiveEvent): void {
    const { meetingId, thread } = this.#record;
    if (event.type === 'caption-end') {
      this.#captionCount += 1;
      this.draft.hear(event.caption);
    }
    if ('caption' in event && thread) this.#desk.thread.showCaption(meetingId, thread, event.caption);
    if (event.type === 'lag-start') void this.notify('lag', notices.lag(event.lagMs));
    if (event.type === 'caption-gap')
      this.#desk.log.warn({ ...event, name: undefined, meetingId }, 'a caption is missing');
  }
}
