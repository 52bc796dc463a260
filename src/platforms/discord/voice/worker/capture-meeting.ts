import type { MomError } from '../../../../errors.ts';
import type { Logger } from '../../../../log.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { VoiceEvent } from '../../../../ports/voice-capture.ts';
import type { ChannelFault, MemberState } from '../guild-adapter.ts';
import type { CaptureJob, VoiceStateRequest } from '../messages.ts';
import { announce } from './announcement.ts';
import { Attendance } from './attendance.ts';
import { CallDiary } from './call-diary.ts';
import type { CaptureSink } from './capture-sink.ts';
import { DiscordLine } from './discord-line.ts';
import { DiskWatch } from './disk-watch.ts';
import { LineInbox } from './line-inbox.ts';
import { periodically } from './periodic.ts';
import type { SessionEnd } from './ready-wait.ts';
import { Recorder } from './recorder.ts';
import { recordingTone } from './recording-tone.ts';
import { SilenceWatch } from './silence-watch.ts';
import { Supervisor } from './supervisor.ts';
import { tapReports } from './tap-reports.ts';

export interface SinkHooks {
  readonly onFault: (fault: MomError) => void;
  readonly onWritten: () => void;
}

export interface MeetingParts {
  readonly job: CaptureJob;
  readonly clock: Clock;
  readonly log: Logger;
  readonly openSink: (job: CaptureJob, hooks: SinkHooks) => Promise<CaptureSink>;
  /** Op 4, to the gateway. */
  readonly send: (payload: VoiceStateRequest) => void;
  readonly tell: (event: VoiceEvent) => void;
  readonly channelFault: (channelId: string) => Promise<ChannelFault | null>;
}

const SWEEP_MS = 100;
const SECOND_MS = 1_000;
const DISK_LOOK_MS = 10_000;
/** Until everything that was in the socket has been read. */
const DRAIN_MS = 50;
const LEFT: SessionEnd = { reason: 'left', text: 'I left the voice channel.' };

/** One meeting's capture: the call, what of it is written down, who is there, and what goes wrong. */
export class CaptureMeeting {
  readonly recorder: Recorder;
  readonly attendance: Attendance;
  readonly diary: CallDiary;
  readonly line: DiscordLine;
  readonly sink: CaptureSink;
  readonly #parts: MeetingParts;
  readonly #supervisor: Supervisor;
  readonly #inbox: LineInbox;
  readonly #disk: DiskWatch;
  readonly #silence: SilenceWatch;
  readonly #leaving = new AbortController();
  #channelId: string;
  #isJoined = false;

  /** @throws MomError journal_failed, journal_locked, disk_full */
  static async open(parts: MeetingParts): Promise<CaptureMeeting> {
    const opened: CaptureMeeting[] = [];
    const sink = await parts.openSink(parts.job, {
      onFault: (fault) => {
        for (const meeting of opened) meeting.#diskFailed(fault);
      },
      onWritten: () => {
        for (const meeting of opened) meeting.diary.written();
      },
    });
    const meeting = new CaptureMeeting(parts, sink);
    opened.push(meeting);
    return meeting;
  }

  private constructor(parts: MeetingParts, sink: CaptureSink) {
    const { job, clock, log } = parts;
    const { request, timings } = job;
    this.#parts = parts;
    this.sink = sink;
    this.#channelId = request.channelId;
    this.#inbox = new LineInbox(clock);
    this.#silence = new SilenceWatch(timings.silentMs);
    this.#disk = new DiskWatch(() => this.sink, clock, timings.diskMs, {
      warn: (code, text) => this.diary.warnOf(code, text),
    });
    this.recorder = new Recorder(sink, clock, request.excludedUserIds);
    this.diary = new CallDiary(this.recorder, clock, log, parts.tell);
    this.attendance = new Attendance(this.diary);
    this.line = this.#newLine();
    this.#supervisor = this.#newSupervisor();
  }

  /**
   * Joins, and resolves with what `finished` then waits for.
   *
   * @throws MomError disk_full, voice_full, voice_forbidden, voice_timeout, voice_failed; the signal's reason
   */
  async join(): Promise<void> {
    const { job } = this.#parts;
    const { signal } = this.#leaving;
    this.#repeat(() => this.line.sweep(), SWEEP_MS);
    for (const member of job.members) this.see(member);
    for (const userId of job.pausedIds) this.recorder.pause(userId);
    await this.#disk.requireRoom();
    if (job.crashedAtMs !== null) this.diary.reconnectStarted('capture had to be started again', job.crashedAtMs);
    await this.#supervisor.join(signal);
    this.#isJoined = true;
    this.attendance.enter(this.#channelId);
    this.diary.reconnectEnded();
    this.#repeat(() => this.#look(), SECOND_MS);
    this.#repeat(() => this.#watched(this.#disk.look(signal)), DISK_LOOK_MS);
    if (job.request.announcement === 'tone' && job.crashedAtMs === null) void this.#announce(signal);
  }

  /** Somebody's voice state in the guild. */
  see(member: MemberState): void {
    if (member.isBot) this.recorder.ignore(member.userId);
    this.attendance.update(member);
  }

  /** Resolves when the session is over, for whatever reason. */
  async finished(): Promise<SessionEnd> {
    const { signal } = this.#leaving;
    const lost = this.#disk.lost.then(({ sentence }): SessionEnd => ({ reason: 'disk', text: sentence }));
    try {
      return await Promise.race([this.#supervisor.watch(signal), lost]);
    } catch (error) {
      if (signal.aborted) return LEFT;
      this.#parts.log.error({ err: error }, 'voice supervision failed');
      return { reason: 'lost', text: 'The recording could not go on because of a fault inside AI MOM.' };
    }
  }

  /** Resolves when what has arrived until now has been read and opened. */
  async drained(): Promise<void> {
    await this.#parts.clock.delay(DRAIN_MS);
    this.line.sweep();
  }

  /** Has `join` and `finished` end. */
  leave(): void {
    this.#leaving.abort();
  }

  /**
   * Out of the channel, and everything on the disk.
   *
   * @param reason Why the meeting is over, or null when it may go on later.
   */
  async close(reason: string | null): Promise<void> {
    const { clock } = this.#parts;
    this.#leaving.abort();
    await this.drained(); // what has arrived belongs to the meeting
    await this.line.close();
    this.recorder.writeGaps();
    if (reason !== null) this.recorder.event({ type: 'end', atMs: clock.now(), reason });
    await this.sink[Symbol.asyncDispose]();
  }

  #repeat(work: () => void, everyMs: number): void {
    const { clock, log } = this.#parts;
    const onFault = (err: unknown) => log.error({ err }, 'capture could not look after its call');
    void periodically(work, { everyMs, clock, onFault }, this.#leaving.signal);
  }

  #newLine(): DiscordLine {
    const { job, clock, log, send } = this.#parts;
    const { guildId, channelId, announcement } = job.request;
    return new DiscordLine({
      guildId,
      channelId,
      canSpeak: announcement === 'tone',
      clock,
      log,
      requestPauseMs: job.timings.requestPauseMs,
      receiveBufferBytes: job.receiveBufferBytes,
      hooks: tapReports(this.recorder, this.diary, clock),
      send,
      tell: (event) => this.#inbox.push(event),
      deafened: () => this.diary.warn('deafened'),
    });
  }

  #newSupervisor(): Supervisor {
    const { job, clock, log, channelFault } = this.#parts;
    return new Supervisor({
      line: this.line,
      inbox: this.#inbox,
      channelId: job.request.channelId,
      clock,
      log,
      timings: job.timings,
      hooks: {
        reconnectStarted: (reason) => this.diary.reconnectStarted(reason),
        reconnectEnded: () => this.diary.reconnectEnded(),
        placed: (channelId) => this.#placed(channelId),
        channelFault,
      },
      random: Math.random,
    });
  }

  #placed(channelId: string): void {
    const isMove = channelId !== this.#channelId;
    this.#channelId = channelId;
    if (isMove) this.diary.moved(channelId);
    if (this.#isJoined) this.attendance.enter(channelId);
  }

  #diskFailed(fault: MomError): void {
    this.#watched(this.#disk.failed(fault, this.#leaving.signal));
  }

  /** As long as something is recorded. */
  #watched(watch: Promise<void>): void {
    watch.catch((err: unknown) => {
      if (!this.#leaving.signal.aborted) this.#parts.log.error({ err }, 'the disk could not be watched');
    });
  }

  #look(): void {
    this.recorder.writeGaps();
    const isUnmuted = this.attendance.present.some(({ userId, isMuted }) => !isMuted && this.recorder.wants(userId));
    const wish = this.#silence.check(this.#parts.clock.now(), this.recorder.heardAtMs, isUnmuted);
    if (wish === 'rejoin') this.#inbox.push({ type: 'silent' });
    if (wish === 'warn') this.diary.warn('no-audio');
  }

  /** Nobody is there to be told, or everybody is told. */
  async #announce(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#parts;
    const { connection } = this.line;
    if (!connection || this.attendance.present.length === 0) return;
    try {
      const packets = recordingTone.map((packet) => Buffer.from(packet, 'base64'));
      await announce({ connection, packets, clock }, signal);
    } catch (err) {
      if (signal.aborted) return;
      log.warn({ err }, 'announcement failed');
      this.diary.warn('announcement-failed');
    }
  }
}
