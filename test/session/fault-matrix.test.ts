import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBot } from '../bot/a-bot.ts';
import { keptMeetings } from '../bot/kept-meetings.ts';
import { Shown } from '../bot/shown.ts';
import { Standup, turns } from '../bot/standup.ts';
import { type SimulatedUser, type SpeakOptions, syntheticPackets } from '../doubles/discord/index.ts';
import { compare, type Journal, ofType, readAll } from '../protocol/capture/rig.ts';
import { faultRows, introduced, type Trouble } from './fault-rows.ts';

const TITLE = 'In trouble';
/** On a machine that has much else to do. */
const PATIENCE = { timeout: 180_000 };
const RECONNECT = { timeout: 20_000 };
/** Short where a test would wait for nothing. */
const captureTimings = {
  pausesMs: [100, 200],
  jitterMs: 10,
  moveMs: 300,
  answerMs: 500,
  readyMs: 2_000,
  restMs: 300,
  reconnectTries: 50,
};

type Bot = Awaited<ReturnType<typeof aBot>>;
type Range = readonly [user: SimulatedUser, from: number, to: number];

/** A live meeting of the whole bot, and what may be missing of it. */
class TroubledMeeting implements Trouble {
  readonly discord: Trouble['discord'];
  readonly guild: Trouble['guild'];
  readonly people: Standup;
  readonly shown: Shown;
  channel: Trouble['channel'];
  readonly #folder: string;
  readonly #excused: Range[] = [];
  #seed = 0;

  constructor({ discord, guild, folder }: Bot) {
    this.discord = discord;
    this.guild = guild;
    this.#folder = folder;
    this.channel = guild.channel('Meeting');
    this.people = new Standup(discord, this.channel);
    this.shown = new Shown(guild, TITLE);
  }

  get users(): readonly SimulatedUser[] {
    return this.people.users;
  }

  async begin(): Promise<void> {
    await this.discord.slash(this.guild, this.users[0]!, 'mom', ['start'], { title: TITLE });
    await introduced(this);
  }

  talk(count: number, options: SpeakOptions = { packetMs: 2 }): Promise<unknown> {
    return Promise.all(this.users.map((user) => user.speak(syntheticPackets(count, { seed: ++this.#seed }), options)));
  }

  async reconnected(): Promise<void> {
    const before = ofType((await this.journal()).events, 'reconnect-end').length;
    const count = async () => ofType((await this.journal()).events, 'reconnect-end').length;
    await expect.poll(count, RECONNECT).toBeGreaterThan(before);
    await introduced(this);
  }

  async losing(work: () => Promise<unknown>): Promise<void> {
    const before = this.users.map(({ sent }) => sent.length);
    await work();
    for (const [index, user] of this.users.entries()) this.#excused.push([user, before[index]!, user.sent.length]);
  }

  async journal(): Promise<Journal> {
    const [meeting] = await keptMeetings(this.#folder, this.guild.id);
    return await readAll(join(this.#folder, 'meetings', meeting!.meetingId, 'journal'), meeting!.journalKey);
  }

  /** Packets that arrived or should have, and are not in the journal; and what is in it but was not sent. */
  async faults() {
    const journal = await this.journal();
    return this.users.flatMap((user) => {
      const sent = [...user.sent];
      const { missing, strange, doubled } = compare(journal, user);
      const isExcused = (at: number): boolean =>
        this.#excused.some(([who, from, to]) => who === user && at >= from && at < to);
      const lost = missing.filter((at) => ['sent', 'duplicated'].includes(sent[at]!.fate) && !isExcused(at));
      return lost.length + strange.length + doubled === 0 ? [] : [{ user: user.name, lost, strange, doubled }];
    });
  }
}

describe.each([
  ['required', 'aead_aes256_gcm_rtpsize'],
  ['off', 'aead_xchacha20_poly1305_rtpsize'],
] as const)('a live meeting in trouble (end-to-end encryption %s, %s)', (dave, mode) => {
  const rows = faultRows.filter(({ isOfKeys }) => dave === 'required' || !isOfKeys);
  let bot: Bot;
  let call: TroubledMeeting;

  beforeAll(async () => {
    bot = await aBot({ discord: { dave, modes: [mode] }, overrides: { captureTimings } });
    call = new TroubledMeeting(bot);
    await call.begin();
    await call.people.speak(500, 4_800);
  });
  afterAll(() => bot[Symbol.asyncDispose]());

  it.each(rows)(
    '$name: nothing is lost but what the network lost, and recording goes on',
    PATIENCE,
    async ({ happen }) => {
      await happen(call);
      await call.talk(20);
      await expect.poll(() => call.faults(), { timeout: 8_000 }).toEqual([]);
    },
  );

  it('ends with minutes after all of that', PATIENCE, async () => {
    await call.people.speak(5_000, 8_300);
    await call.discord.slash(call.guild, call.users[0]!, 'mom', ['stop']);
    await expect.poll(() => call.shown.minutes.length, PATIENCE).toBe(1);
    expect(turns.slice(0, 2).filter(({ text }) => !call.shown.transcript.includes(text))).toEqual([]);
    expect(await call.faults()).toEqual([]);
    expect([call.shown.threads.length, call.shown.panels.length]).toEqual([1, 1]);
    expect(call.discord.violations).toEqual([]);
  });
});

describe('a meeting that trouble ends', () => {
  it.each([
    [
      'somebody throws the bot out',
      ({ discord, guild }: Trouble) => discord.voice.kickBot(guild),
      'Somebody disconnected me from the voice channel.',
    ],
    [
      'the channel is deleted',
      ({ discord, channel }: Trouble) => discord.happen.deleteChannel(channel),
      'The voice channel was deleted.',
    ],
    [
      'the call wants another encryption',
      ({ discord, channel }: Trouble) => discord.voice.call(channel).bot.close(4_017),
      'The call is end-to-end encrypted in a way that this version of AI MOM does not know; please update AI MOM.',
    ],
    [
      'nobody answers any more',
      ({ discord, channel }: Trouble) => {
        discord.voice.faults.unansweredRequests = 100;
        discord.voice.call(channel).bot.close(4_006);
      },
      'The voice connection was lost and could not be made again.',
    ],
  ])('%s: says why, and has its minutes', PATIENCE, async (_, happen, sentence) => {
    const overrides = { captureTimings: { ...captureTimings, answerMs: 200, reconnectTries: 2 } };
    await using bot = await aBot({ overrides });
    const call = new TroubledMeeting(bot);
    await call.begin();
    await call.people.speak(500, 4_800);
    await happen(call);
    await expect.poll(() => call.shown.minutes.length, PATIENCE).toBe(1);
    expect(call.shown.texts.at(-1)).toBe(`${sentence} What was recorded until then is being written up.`);
    expect(call.shown.transcript).toContain(turns[0]!.text);
    expect(await call.faults()).toEqual([]);
  });
});
