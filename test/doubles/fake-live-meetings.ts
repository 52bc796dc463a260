import { MomError } from '../../src/errors.ts';
import type {
  Asker,
  LiveMeetings,
  LiveStatus,
  StartedMeeting,
  StartRequest,
  StoppedMeeting,
  UploadedRecording,
} from '../../src/ports/live-meetings.ts';

type Seen = readonly [name: string, ...given: readonly unknown[]];

/** LiveMeetings that remember what they were asked for; one a server goes on from `start` to `stop`. */
export class FakeLiveMeetings implements LiveMeetings {
  readonly calls: Seen[] = [];
  readonly #statuses = new Map<string, LiveStatus>();
  /** Thrown by the next call that changes anything. */
  failure: MomError | null = null;

  async start(request: StartRequest): Promise<StartedMeeting> {
    this.#remember('start', request);
    const title = request.title ?? 'Call in General';
    this.#statuses.set(request.guildId, aLiveStatus({ title, voiceChannelId: request.channelId }));
    return { meetingId: 'm1', title, threadUrl: 'https://chat.test/t1' };
  }

  async stop(guildId: string): Promise<StoppedMeeting> {
    this.#remember('stop', guildId);
    const status = this.#statuses.get(guildId);
    if (!status) throw new MomError('meeting_unknown', 'Nothing is being recorded in this server.');
    this.#statuses.delete(guildId);
    return { meetingId: status.meetingId, title: status.title, threadUrl: null, wasRecorded: true };
  }

  async pause(guildId: string, userId: string): Promise<void> {
    this.#remember('pause', guildId, userId);
  }

  async resume(guildId: string, userId: string): Promise<void> {
    this.#remember('resume', guildId, userId);
  }

  async eraseLast(guildId: string, minutes: number): Promise<{ readonly erasedMs: number }> {
    this.#remember('eraseLast', guildId, minutes);
    return { erasedMs: minutes * 60_000 };
  }

  async status(guildId: string): Promise<LiveStatus | null> {
    return this.#statuses.get(guildId) ?? null;
  }

  async note(guildId: string, by: Asker, text: string): Promise<void> {
    this.#remember('note', guildId, by, text);
  }

  async setExcluded(guildId: string, userId: string, isExcluded: boolean): Promise<void> {
    this.#remember('setExcluded', guildId, userId, isExcluded);
  }

  async process(recording: UploadedRecording): Promise<string> {
    this.#remember('process', recording);
    return 'm9';
  }

  /** A meeting goes on in a server. */
  goOn(guildId: string, status: LiveStatus): void {
    this.#statuses.set(guildId, status);
  }

  #remember(...call: Seen): void {
    this.calls.push(call);
    const { failure } = this;
    this.failure = null;
    if (failure) throw failure;
  }
}

export const aLiveStatus = (parts: Partial<LiveStatus> = {}): LiveStatus => ({
  meetingId: 'm1',
  state: 'recording',
  title: 'Weekly',
  startedAtMs: Date.UTC(2026, 10, 23, 9),
  voiceChannelId: 'voice-1',
  threadUrl: 'https://chat.test/t1',
  recorded: ['Maya', 'Tom'],
  optedOut: [],
  captions: 12,
  lagMs: 800,
  receipt: { members: [], reconnects: 0, disconnectedMs: 0, pausedMs: 0 },
  engine: 'whisper.cpp base, 2 threads',
  seats: null,
  ...parts,
});
