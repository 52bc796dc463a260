import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { LiveMeetingRecord } from '../../../src/ports/live-meeting-store.ts';
import { BotProcess } from '../../bot/bot-process.ts';
import { Hearing, type Span } from '../../bot/hearing.ts';
import { keptMeetings } from '../../bot/kept-meetings.ts';
import { Shown } from '../../bot/shown.ts';
import { Standup, turns } from '../../bot/standup.ts';
import type { LocalChannel, LocalDiscord } from '../../doubles/discord/index.ts';
import { compare, readAll } from '../../protocol/capture/rig.ts';

/** What may be missing before a kill: the journal is on the disk each second. */
const LOST_MS = 1_000;
const JOIN_PATIENCE_MS = 90_000;
const MINUTES_PATIENCE_MS = 90_000;
const LOOK_MS = 100;

/** What is there of a round in the end. */
export interface RoundFacts {
  readonly meetings: readonly LiveMeetingRecord[];
  /** Packets that were sent while a bot that works would have kept them, and how many of them are not in the journal. */
  readonly expected: number;
  readonly missing: number;
  /** In the journal, but never sent, or twice. */
  readonly strange: number;
  /** How long before the kill the oldest packet was sent that is not there; 0 when all are. */
  readonly lostMs: number;
  /** From the kill until the bot heard everybody again; null when the call was over. */
  readonly awayMs: number | null;
  readonly shown: Shown;
  /** How often each sentence stands among the captions. */
  readonly captions: ReadonlyMap<string, number>;
  /** Sentences that were spoken wholly while the bot could keep them. */
  readonly spoken: readonly string[];
}

/** One meeting with people who talk all the time, in which the bot is killed once. */
export class LiveRound implements AsyncDisposable {
  readonly discord: LocalDiscord;
  readonly title: string;
  readonly shown: Shown;
  readonly hearing: Hearing;
  readonly #folder: string;
  readonly #voice: LocalChannel;
  readonly #people: Standup;
  #bot: BotProcess;
  readonly #beganAtMs = Date.now();
  #killedAtMs = 0;
  /** When the bot that was killed began to hear; null when it did not. */
  #heardSinceMs: number | null = null;
  #stoppedAtMs = Number.POSITIVE_INFINITY;
  #stoppedFirstAtMs = Number.POSITIVE_INFINITY;
  #backAtMs: number | null = null;

  constructor(parts: { discord: LocalDiscord; folder: string; bot: BotProcess; title: string }) {
    this.discord = parts.discord;
    this.title = parts.title;
    this.#folder = parts.folder;
    this.#bot = parts.bot;
    this.shown = new Shown(this.discord.guild(), parts.title);
    this.#voice = this.discord.guild().channel('Meeting');
    this.hearing = new Hearing(this.discord, this.#voice);
    this.#people = new Standup(this.discord, this.#voice);
    void this.#people.talk();
  }

  get bot(): BotProcess {
    return this.#bot;
  }

  /** Types /mom start without waiting for anything. */
  typeStart(): void {
    this.#type('start', { title: this.title });
  }

  typeStop(): void {
    this.#stoppedAtMs = Date.now();
    this.#stoppedFirstAtMs = Math.min(this.#stoppedFirstAtMs, this.#stoppedAtMs);
    this.#type('stop');
  }

  /** Until somebody has said a whole sentence. */
  sentence(): Promise<void> {
    return this.#people.sentence();
  }

  /** Until the bot hears everybody. */
  async heard(): Promise<void> {
    await this.discord.notices.until(() => this.hearing.isOpen, 'the bot hears everybody', JOIN_PATIENCE_MS);
  }

  /** Kills it and starts it again on the same data. */
  async killAndRestart(): Promise<void> {
    this.#heardSinceMs = this.hearing.sinceMs;
    this.#killedAtMs = await this.#bot.killHard();
    this.hearing.close(Math.min(this.#stoppedAtMs, this.#killedAtMs - LOST_MS));
    const [kept] = await this.#meetings();
    this.#bot = BotProcess.start(this.discord, this.#folder);
    await this.#bot.ready();
    if (kept && kept.state !== 'recording') return;
    if (!kept) this.typeStart();
    await this.heard();
    this.#backAtMs = Date.now();
  }

  /** People say at least one more sentence, then somebody stops the meeting if it still goes on. */
  async finish(): Promise<void> {
    if (this.hearing.isOpen) {
      await this.sentence();
      this.typeStop();
      this.hearing.close(this.#stoppedAtMs);
    }
    const untilMs = Date.now() + MINUTES_PATIENCE_MS;
    while (!(await this.#meetings()).every(({ state }) => state === 'done')) {
      if (Date.now() > untilMs) throw new Error(`${this.title}: no minutes`);
      await setTimeout(LOOK_MS);
    }
    await this.#people.silence();
    await this.discord.notices.until(
      () => this.shown.panels.some(({ text }) => text.includes('Done')),
      'the panel says so',
      JOIN_PATIENCE_MS,
    );
  }

  async facts(): Promise<RoundFacts> {
    const meetings = await this.#meetings();
    return {
      meetings,
      ...(await this.#sound(meetings)),
      awayMs: this.#backAtMs && this.#backAtMs - this.#killedAtMs,
      shown: this.shown,
      captions: new Map(turns.map(({ text }) => [text, this.shown.count(text)])),
      spoken: this.#people.spokenWithin(this.hearing.spans).map(({ text }) => text),
    };
  }

  /** Everybody leaves; the bot stays for the next round. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#people.silence();
    for (const user of this.#people.users) user.leave();
    this.hearing[Symbol.dispose]();
  }

  #type(command: string, values: Readonly<Record<string, string>> = {}): void {
    const [maya] = this.#people.users;
    if (maya) this.discord.people.typeSlash(this.discord.guild(), maya, 'mom', [command], values);
  }

  async #sound(meetings: readonly LiveMeetingRecord[]) {
    const counts = { expected: 0, missing: 0, strange: 0, lostMs: 0 };
    const [meeting] = meetings;
    if (!meeting) return counts;
    const folder = join(this.#folder, 'meetings', meeting.meetingId, 'journal');
    const journal = await readAll(folder, meeting.journalKey);
    for (const user of this.#people.users) {
      const sent = [...user.sent];
      const { missing, strange, doubled } = compare(journal, user);
      const isExpected = (at: number): boolean => isWithin(sent[at]?.atMs ?? 0, this.hearing.spans);
      counts.expected += sent.filter((_, at) => isExpected(at)).length;
      counts.missing += missing.filter(isExpected).length;
      counts.strange += strange.length + doubled;
      counts.lostMs = Math.max(counts.lostMs, ...missing.map((at) => this.#beforeKillMs(sent[at]?.atMs ?? 0)));
    }
    return counts;
  }

  /** 0 for what the bot that was killed did not hear. */
  #beforeKillMs(atMs: number): number {
    const wasHeard = this.#heardSinceMs !== null && atMs >= this.#heardSinceMs && atMs <= this.#stoppedFirstAtMs;
    return wasHeard ? Math.max(0, this.#killedAtMs - atMs) : 0;
  }

  async #meetings(): Promise<readonly LiveMeetingRecord[]> {
    const kept = await keptMeetings(this.#folder, this.discord.guild().id);
    return kept.filter(({ startedAtMs }) => startedAtMs >= this.#beganAtMs);
  }
}

const isWithin = (atMs: number, spans: readonly Span[]): boolean =>
  spans.some(({ fromMs, toMs }) => atMs >= fromMs && atMs <= toMs);
