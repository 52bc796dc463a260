import type {
  LiveMeetings,
  LiveStatus,
  StartedMeeting,
  StartRequest,
  StoppedMeeting,
  UploadedRecording,
} from '../../../src/ports/live-meetings.ts';

export interface LiveCall {
  readonly what: string;
  readonly with: readonly unknown[];
}

export const aLiveStatus = (changes: Partial<LiveStatus> = {}): LiveStatus => ({
  meetingId: 'm1',
  state: 'recording',
  title: 'Standup',
  startedAtMs: Date.UTC(2026, 10, 23, 9),
  voiceChannelId: '1',
  threadUrl: null,
  recorded: ['Ann', 'Bob'],
  optedOut: [],
  captions: 12,
  lagMs: 900,
  receipt: { members: [], reconnects: 0, disconnectedMs: 0, pausedMs: 0 },
  engine: 'toy',
  seats: null,
  ...changes,
});

/** Meetings that record nothing and remember what was asked of them. */
export class FakeLiveMeetings implements LiveMeetings {
  readonly calls: LiveCall[] = [];
  current: LiveStatus | null = null;
  /** Thrown by the next start. */
  refusal: Error | null = null;
  /** Holds up `start` until it resolves. */
  gate: Promise<void> = Promise.resolve();

  async start(request: StartRequest): Promise<StartedMeeting> {
    this.#note('start', request);
    await this.gate;
    if (this.refusal) throw this.refusal;
    const title = request.title ?? 'Meeting';
    this.current = aLiveStatus({ title, voiceChannelId: request.channelId });
    return { meetingId: 'm1', title, threadUrl: 'https://discord.com/channels/1/2' };
  }

  async stop(guildId: string): Promise<StoppedMeeting> {
    this.#note('stop', guildId);
    const { title = 'Meeting' } = this.current ?? {};
    this.current = null;
    return { meetingId: 'm1', title, threadUrl: null, wasRecorded: true };
  }

  async pause(guildId: string, userId: string): Promise<void> {
    this.#note('pause', guildId, userId);
  }

  async resume(guildId: string, userId: string): Promise<void> {
    this.#note('resume', guildId, userId);
  }

  async eraseLast(guildId: string, minutes: number): Promise<{ readonly erasedMs: number }> {
    this.#note('eraseLast', guildId, minutes);
    return { erasedMs: minutes * 60_000 };
  }

  async status(): Promise<LiveStatus | null> {
    return this.current;
  }

  async note(guildId: string, by: unknown, text: string): Promise<void> {
    this.#note('note', guildId, by, text);
  }

  async setExcluded(guildId: string, userId: string, isExcluded: boolean): Promise<void> {
    this.#note('setExcluded', guildId, userId, isExcluded);
  }

  async process(recording: UploadedRecording): Promise<string> {
    this.#note('process', recording);
    return 'm2';
  }

  #note(what: string, ...values: readonly unknown[]): void {
    this.calls.push({ what, with: values });
  }
}
