import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type LiveDesk,
  LiveDirector,
  liveTimings,
  type MeetingPorts,
  MeetingService,
  type MinutesInput,
  openLiveTranscription,
} from '../../src/meeting/index.ts';
import { writeExtractiveMinutes } from '../../src/minutes/index.ts';
import type { StartRequest } from '../../src/ports/live-meetings.ts';
import type { RecordingDecoder } from '../../src/ports/recording-decoder.ts';
import type { SpeakerSegmenter } from '../../src/ports/speaker-segmenter.ts';
import { createJournalDecoder } from '../../src/recording/index.ts';
import { FakeClock } from '../doubles/fake-clock.ts';
import { FakeDraftDesk } from '../doubles/fake-draft-desk.ts';
import { FakeMeetingThread } from '../doubles/fake-meeting-thread.ts';
import { FakeOpusDecoder } from '../doubles/fake-opus-decoder.ts';
import { FakeTranscriber, ok } from '../doubles/fake-transcriber.ts';
import { FakeVoiceActivity } from '../doubles/fake-voice-activity.ts';
import { FakeVoiceCapture, type FakeVoiceSession, type Talker } from '../doubles/fake-voice-capture.ts';
import { MemoryForgetStore } from '../doubles/memory-forget-store.ts';
import { MemoryGlossaryStore } from '../doubles/memory-glossary-store.ts';
import { MemoryGuildStore } from '../doubles/memory-guild-store.ts';
import { MemoryHeardWindowStore } from '../doubles/memory-heard-window-store.ts';
import { MemoryJobQueue } from '../doubles/memory-job-queue.ts';
import { MemoryLiveMeetingStore } from '../doubles/memory-live-meeting-store.ts';
import { MemoryMeetingStore } from '../doubles/memory-meeting-store.ts';
import { PowerSwitch } from '../doubles/power-switch.ts';
import { recordedLog } from '../doubles/recorded-log.ts';
import { ScriptedDecoder } from '../doubles/scripted-decoder.ts';
import { heard, newFolder } from './a-meeting.ts';

export const MAYA: Talker = { userId: '1001', name: 'Maya' };
export const TOM: Talker = { userId: '1002', name: 'Tom' };
export const PRIYA: Talker = { userId: '1003', name: 'Priya' };
export const BOT: Talker = { userId: '9', name: 'Music' };
export const GUILD = 'g1';
export const CHANNEL = 'v1';

const STEP_MS = 100;
/** Where nothing happens for long, time passes in longer steps. */
const LONG_STEP_MS = 1_000;
const SHORT_STEPS = 50;
const PACKET_MS = 20;
const limits = { maxBytes: 1e9, maxDurationMs: 1e9, stallTimeoutMs: 1e6, maxMemoryBytes: 1e9 };

/** A world of servers with voice channels, and one process of AI MOM after the other in it. */
export class LiveRig {
  readonly clock = new FakeClock();
  readonly folder = newFolder();
  readonly store = new MemoryMeetingStore();
  readonly heard = new MemoryHeardWindowStore(async (id) => (await this.store.findMeeting(id)) !== null);
  /** What the seats read while the call went on. */
  readonly read: MinutesInput[] = [];
  readonly unread: string[] = [];
  readonly drafts = new FakeDraftDesk();
  readonly liveMeetings = new MemoryLiveMeetingStore();
  readonly guilds = new MemoryGuildStore();
  readonly glossary = new MemoryGlossaryStore();
  readonly forgets = new MemoryForgetStore();
  readonly thread = new FakeMeetingThread();
  /** Nobody tells voices apart unless told. */
  segmenter: SpeakerSegmenter | null = null;
  transcriber = new FakeTranscriber((request) => ok(heard(request)));
  /** Who is in which channel; "guild/channel". */
  readonly people = new Map<string, Talker[]>([[`${GUILD}/${CHANNEL}`, [MAYA, TOM]]]);
  /** What is no journal. */
  recordings: RecordingDecoder = new ScriptedDecoder({});
  /** Throws where a call can't be recorded. */
  checkPermissions = (): void => undefined;
  readonly ended: string[] = [];
  readonly lines = recordedLog();
  readonly timings = liveTimings;
  /** Quotes unless told. */
  writeMinutes: MeetingPorts['writeMinutes'] = async (input) => writeExtractiveMinutes({ ...input, timeZone: 'UTC' });
  /** Of the process that runs now. */
  meetings!: MeetingService;
  changes: Partial<LiveDesk> = {};
  power = new PowerSwitch();
  capture: FakeVoiceCapture;
  director: LiveDirector;

  constructor() {
    this.capture = this.#newCapture();
    this.director = this.#newDirector();
    onTestFinished(async () => {
      this.power.cut();
    });
  }

  /** The next process; the one before is dead or shut down, and so are its files. */
  async restart(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await files();
    this.power = new PowerSwitch();
    this.capture = this.#newCapture();
    this.director = this.#newDirector();
  }

  /** The same process with other parts. */
  rewire(changes: Partial<LiveDesk>): void {
    this.changes = changes;
    this.director = this.#newDirector();
  }

  session(guildId = GUILD): FakeVoiceSession {
    const session = this.capture.sessions.get(guildId);
    if (!session) throw new Error(`nobody is recorded in ${guildId}`);
    return session;
  }

  /** Lets time pass until it is so. Files are real, so the loop gives them their turn. */
  async until<T>(condition: () => T | Promise<T>, maxMs = 900_000): Promise<NonNullable<T>> {
    const untilMs = this.clock.now() + maxMs;
    for (let steps = 0; this.clock.now() < untilMs; steps += 1) {
      const found = await condition();
      if (found) return found;
      await this.pass(steps < SHORT_STEPS ? STEP_MS : LONG_STEP_MS);
    }
    const last = this.lines.lines.slice(-20).map((line) => JSON.stringify(line));
    throw new Error(`not so within ${maxMs} ms: ${condition}\n${last.join('\n')}`);
  }

  /** Does something that needs time to pass. */
  async during<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    done.catch(() => undefined); // thrown below
    await Promise.race([this.until(() => isDone), done.catch(() => undefined)]);
    return await done;
  }

  async pass(ms: number): Promise<void> {
    const stepMs = ms > SHORT_STEPS * STEP_MS ? LONG_STEP_MS : STEP_MS;
    for (let left = ms; left > 0; left -= stepMs) {
      await this.clock.advance(Math.min(stepMs, left));
      await files();
    }
  }

  /** Whether a packet, by its number since somebody began to speak, is lost on its way. */
  isLost: (packet: number) => boolean = () => false;

  /** Somebody speaks as loud as `level`, while time passes. */
  async speak({ userId }: Talker, level: number, ms = 2_000, guildId = GUILD): Promise<void> {
    const opus = Uint8Array.of(0xf8, Math.round(level * 256));
    for (let at = 0; at < ms; at += STEP_MS) {
      const nowMs = this.clock.now();
      for (let part = 0; part < STEP_MS; part += PACKET_MS) {
        const session = this.capture.sessions.get(guildId);
        if (this.isLost((at + part) / PACKET_MS)) session?.lose(userId);
        else session?.hear(userId, opus, nowMs + part);
      }
      await this.pass(STEP_MS);
    }
  }

  request(changes: Partial<StartRequest> = {}): StartRequest {
    return {
      ...{ guildId: GUILD, channelId: CHANNEL, textChannelId: 'c1', title: 'Weekly', template: null, language: 'en' },
      caller: MAYA,
      ...changes,
    };
  }

  async begin(changes: Partial<StartRequest> = {}) {
    return await this.during(this.director.start(this.request(changes)));
  }

  texts(meetingId: string): readonly (readonly [name: string, text: string])[] {
    const captions = [...(this.thread.posted.get(meetingId)?.captions.values() ?? [])];
    return captions.map(({ name, text }) => [name, text]);
  }

  notices(meetingId: string): readonly string[] {
    return [...(this.thread.posted.get(meetingId)?.notices.keys() ?? [])];
  }

  minutesOf(meetingId: string) {
    return this.thread.posted.get(meetingId)?.minutes ?? null;
  }

  /** Until the minutes of the meeting stand there and everything is put away. */
  async minutes(meetingId: string) {
    await this.until(async () => (await this.liveMeetings.find(meetingId))?.state === 'done');
    const post = this.minutesOf(meetingId);
    if (!post) throw new Error(`no minutes of ${meetingId}: ${this.notices(meetingId)}`);
    return post;
  }

  folderOf(meetingId: string): string {
    return join(this.folder, meetingId);
  }

  #humans(guildId: string, channelId: string): readonly Talker[] {
    return (this.people.get(`${guildId}/${channelId}`) ?? []).filter(({ userId }) => userId !== BOT.userId);
  }

  #newCapture(): FakeVoiceCapture {
    const clock = this.power.through(this.clock);
    return new FakeVoiceCapture(clock, (guildId, channelId) => this.#humans(guildId, channelId));
  }

  #newDirector(): LiveDirector {
    const { power, glossary } = this;
    const { log } = this.lines;
    const clock = power.through(this.clock);
    const store = power.through(this.store);
    const liveMeetings = power.through(this.liveMeetings);
    const opus = new FakeOpusDecoder();
    const keyOf = async (id: string) => (await liveMeetings.find(id))?.journalKey ?? null;
    const decoder = createJournalDecoder({ opus, keyOf, others: this.recordings });
    const writeMinutes: MeetingPorts['writeMinutes'] = (input, signal) => this.writeMinutes(input, signal);
    const heardAhead = power.through(this.heard);
    const base = { store, heard: heardAhead, glossary, clock, log, limits, writeMinutes };
    const ports: MeetingPorts = {
      ...base,
      decoder,
      voiceActivity: new FakeVoiceActivity(),
      transcriber: this.transcriber,
      ...(this.segmenter && { segmenter: this.segmenter }),
    };
    this.meetings = new MeetingService({ ...base, queue: new MemoryJobQueue(clock) });
    const captions = { transcription: openLiveTranscription(ports), description: () => 'a double' };
    return new LiveDirector({
      ...{
        store,
        heard: heardAhead,
        liveMeetings,
        glossary,
        guilds: this.guilds,
        forgets: this.forgets,
        clock,
        log,
        opus,
      },
      capture: power.through(this.capture),
      thread: power.through(this.thread),
      presence: {
        whoIsThere: async (guildId, channelId) => this.#humans(guildId, channelId),
        channelName: () => 'Lounge',
        vocabulary: () => ['Kubernetes'],
        isBot: (_, userId) => userId === BOT.userId,
        checkPermissions: () => this.checkPermissions(),
      },
      threadUrl: ({ threadId }) => `https://chat.example/${threadId}`,
      isAttachment: ({ hostname }) => hostname === 'cdn.example',
      meetings: this.meetings,
      openCaptions: async () => captions,
      openPorts: async () => ports,
      settingsFor: (scope, { template, language }, wanted) => ({
        ...{ chunkMode: 'live', model: 'double', scope },
        template: wanted.template ?? template,
        language: wanted.language ?? language,
      }),
      seatsRead: {
        isWanted: true,
        read: async (soFar) => void this.read.push(soFar),
        forget: async (id) => void this.unread.push(id),
      },
      openDraft: async (soFar, onChange) => this.drafts.open(soFar, onChange),
      costUsd: async () => 0.25,
      seats: () => null,
      meetingFolder: (id) => this.folderOf(id),
      onEnded: async (id) => void this.ended.push(id),
      fetch: () => Promise.reject(new Error('no network')),
      maxUploadBytes: 1_000_000,
      timings: liveTimings,
      ...this.changes,
    });
  }
}

/** Real files take their real turns. */
const files = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
