import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { expect } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import type { CaptureEvent, Packet } from '../../../src/domain/packet.ts';
import { createLog } from '../../../src/log.ts';
import { type CaptureTimings, createVoiceCapture, guildAdapterOf } from '../../../src/platforms/discord/voice/index.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { JoinRequest, VoiceEvent, VoiceSession } from '../../../src/ports/voice-capture.ts';
import { readJournal } from '../../../src/recording/index.ts';
import { type LocalDiscord, startDiscord, trustingExecArgv } from '../../doubles/discord/index.ts';
import type { DiscordOptions } from '../../doubles/discord/options.ts';
import type { SentPacket } from '../../doubles/discord/voice/sent-log.ts';
import type { SimulatedUser } from '../../doubles/discord/voice/simulated-user.ts';
import type { LocalChannel } from '../../doubles/discord/world/channel.ts';

export const workerUrl = new URL('../../../src/capture-worker.ts', import.meta.url);

/** Short where a test would wait for nothing; long enough for a busy machine. */
export const quick: Partial<CaptureTimings> = { pausesMs: [100, 200], jitterMs: 10, requestPauseMs: 50 };

export interface CallSetup {
  readonly discord?: DiscordOptions;
  readonly names?: readonly string[];
  readonly channel?: string;
  readonly timings?: Partial<CaptureTimings>;
  readonly request?: Partial<JoinRequest>;
  /** Names of those who are muted from the start. */
  readonly muted?: readonly string[];
  /** Of the main thread's side. */
  readonly clock?: Clock;
  /** Names of those who are bots. */
  readonly bots?: readonly string[];
  /** Names of those who opted out before. */
  readonly excludes?: readonly string[];
  readonly receiveBufferBytes?: number;
  readonly workerUrl?: URL;
  /** After people have come, before the bot does. */
  readonly prepare?: (parts: {
    readonly discord: LocalDiscord;
    readonly channel: LocalChannel;
  }) => void | Promise<void>;
  /** False: nobody has been introduced, and end-to-end keys may not be there yet. */
  readonly isSettled?: boolean;
}

/** An unmodified discord.js, logged in. */
export async function aLogin(apiUrl: string, token: string) {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
    rest: { api: apiUrl },
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  await ready;
  return client;
}

/** A folder for a journal, gone with the scope. */
export function aFolder() {
  const path = mkdtempSync(join(tmpdir(), 'mom-capture-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export const aRequest = (
  changes: Partial<JoinRequest> & Pick<JoinRequest, 'guildId' | 'channelId' | 'journalFolder'>,
): JoinRequest => ({
  meetingId: 'm1',
  startedAtMs: Date.now(),
  journalKey: null,
  excludedUserIds: [],
  announcement: 'none',
  ...changes,
});

/** The local Discord, a client, and what capture needs; nobody has joined yet. */
export async function aSetup(setup: CallSetup = {}) {
  const stack = new AsyncDisposableStack();
  const discord = stack.use(await startDiscord(setup.discord));
  const client = await aLogin(discord.apiUrl, discord.token);
  stack.defer(() => client.destroy());
  const folder = stack.use(aFolder());
  const capture = stack.use(
    createVoiceCapture({
      guildAdapter: guildAdapterOf(client),
      clock: setup.clock ?? systemClock,
      log: createLog(process.env['CAPTURE_LOG'] === '1' ? 'debug' : 'silent'),
      workerUrl: setup.workerUrl ?? workerUrl,
      execArgv: trustingExecArgv(),
      timings: { ...quick, ...setup.timings },
      ...(setup.receiveBufferBytes === undefined ? {} : { receiveBufferBytes: setup.receiveBufferBytes }),
    }),
  );
  const guild = discord.guild();
  const channel = guild.channel(setup.channel ?? 'Meeting');
  const request = aRequest({
    guildId: guild.id,
    channelId: channel.id,
    journalFolder: join(folder.path, 'journal'),
    ...setup.request,
  });
  return {
    stack,
    discord,
    client,
    capture,
    guild,
    channel,
    request,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** People in a channel, and the bot that records them. */
export async function aCall(setup: CallSetup = {}) {
  const parts = await aSetup(setup);
  const { stack, discord, capture, channel, request } = parts;
  const users = (setup.names ?? ['Ann', 'Bob']).map((name) =>
    discord.user(name, { isBot: setup.bots?.includes(name) ?? false }),
  );
  for (const user of users) user.join(channel);
  for (const user of users) if (setup.muted?.includes(user.name)) user.mute();
  if (setup.prepare) await inOneGroupWithoutBot(discord, channel);
  await setup.prepare?.({ discord, channel });
  const excludedUserIds = (setup.excludes ?? []).map((name) => discord.user(name).id);
  const session = await capture.join({ ...request, excludedUserIds });
  const events = collect(session);
  if (setup.isSettled !== false) await settled(discord, channel);
  return {
    ...parts,
    users,
    session,
    events,
    arrived: () => arrived(request, () => users.reduce((sum, user) => sum + user.sent.delivered.length, 0)),
    /** Ends the meeting when all that can arrive has arrived, and gives what is in its journal. */
    finish: async ({ losing = 0 } = {}) => {
      const sent = () => users.reduce((sum, user) => sum + user.sent.delivered.length, 0);
      await arrived(request, () => sent() - losing);
      await session.leave('test');
      return readAll(request.journalFolder, request.journalKey);
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Until so many packets are in the journal, or three seconds have passed in which they could have come. */
async function arrived({ journalFolder, journalKey }: JoinRequest, count: () => number): Promise<void> {
  for (let look = 0; look < 60; look += 1) {
    const { packets } = await readAll(journalFolder, journalKey).catch(() => ({ packets: [] }));
    if (packets.length >= count()) return;
    await setTimeout(50);
  }
}

/** Everybody is introduced, and with end-to-end encryption in one group. */
export async function settled(discord: LocalDiscord, channel: LocalChannel): Promise<void> {
  const call = discord.voice.call(channel);
  for (const user of call.users) user.announce();
  await inOneGroup(discord, channel);
}

async function inOneGroupWithoutBot(discord: LocalDiscord, channel: LocalChannel): Promise<void> {
  const { dave, users } = discord.voice.call(channel);
  const isSettled = () => dave === null || (dave.isSettled && users.every(({ id }) => dave.memberIds.includes(id)));
  await new Promise((resolve) => setImmediate(resolve));
  if (users.length > 1) await discord.notices.until(isSettled, 'people are in a group');
}

export async function inOneGroup(discord: LocalDiscord, channel: LocalChannel): Promise<void> {
  const { dave, users } = discord.voice.call(channel);
  const everybody = [discord.botId, ...users.map(({ id }) => id)];
  const isSettled = () => dave === null || (dave.isSettled && everybody.every((id) => dave.memberIds.includes(id)));
  await new Promise((resolve) => setImmediate(resolve));
  await discord.notices.until(isSettled, 'everybody is in the group');
}

/** All that a session tells, as it comes. */
export function collect(session: VoiceSession): VoiceEvent[] {
  const events: VoiceEvent[] = [];
  void (async () => {
    for await (const event of session.events) events.push(event);
  })();
  return events;
}

export interface Journal {
  readonly packets: readonly Packet[];
  readonly events: readonly CaptureEvent[];
}

export async function readAll(folder: string, key: Uint8Array | null = null): Promise<Journal> {
  const packets: Packet[] = [];
  const events: CaptureEvent[] = [];
  for await (const record of readJournal(folder, { key })) {
    if (record.kind === 'packet') packets.push(record.packet);
    if (record.kind === 'event') events.push(record.event);
    if (record.kind === 'damage' && !record.isTail) throw new Error(`damage in ${record.file}`);
  }
  return { packets, events };
}

export const ofType = <Type extends CaptureEvent['type']>(events: readonly CaptureEvent[], type: Type) =>
  events.filter((event): event is Extract<CaptureEvent, { type: Type }> => event.type === type);

/** Which of a user's packets are not in the journal, by their place among those that were sent, and which in it are not theirs. */
export function compare({ packets }: Journal, user: SimulatedUser) {
  const sent = [...user.sent];
  const found = new Set<number>();
  const strange: Packet[] = [];
  let doubled = 0;
  for (const packet of packets.filter(({ userId }) => userId === user.id)) {
    const at = sent.findIndex((other) => isSame(packet, other));
    if (at < 0) strange.push(packet);
    else if (found.has(at)) doubled += 1;
    found.add(at);
  }
  return { missing: sent.flatMap((_, at) => (found.has(at) ? [] : [at])), strange, doubled };
}

/** Number, time, source and every byte. */
const isSame = (packet: Packet, sent: SentPacket): boolean =>
  packet.ssrc === sent.ssrc &&
  packet.sequence === sent.sequence &&
  packet.rtpTime === sent.timestamp &&
  Buffer.compare(packet.opus, sent.opus) === 0;

/** Everything that a perfect receiver has is there, once, and nothing else. */
export function expectAll(journal: Journal, users: readonly SimulatedUser[]): void {
  for (const user of users) {
    const { missing, strange, doubled } = compare(journal, user);
    const lost = [...user.sent].flatMap(({ fate }, at) => (fate === 'sent' || fate === 'duplicated' ? [] : [at]));
    expect({ user: user.name, missing, strange, doubled }).toEqual({
      user: user.name,
      missing: lost,
      strange: [],
      doubled: 0,
    });
  }
}
