import {
  type DiscordGatewayAdapterCreator,
  EndBehaviorType,
  entersState,
  joinVoiceChannel,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { expect } from 'vitest';
import { type LocalDiscord, startDiscord, trustTestCa } from '../../doubles/discord/index.ts';
import type { DiscordOptions } from '../../doubles/discord/options.ts';
import type { SimulatedUser } from '../../doubles/discord/voice/simulated-user.ts';
import type { LocalChannel } from '../../doubles/discord/world/channel.ts';

/** An unmodified discord.js, logged in. */
export async function aLogin(apiUrl: string, token: string, intents: readonly GatewayIntentBits[] = []) {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates, ...intents],
    rest: { api: apiUrl },
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  await ready;
  return { client, [Symbol.asyncDispose]: () => client.destroy() };
}

/** Discord with an unmodified discord.js logged in. */
export async function aClient(options: DiscordOptions = {}, intents: readonly GatewayIntentBits[] = []) {
  trustTestCa();
  const discord = await startDiscord(options);
  const { client } = await aLogin(discord.apiUrl, discord.token, intents);
  return {
    discord,
    client,
    async [Symbol.asyncDispose]() {
      await client.destroy();
      await discord[Symbol.asyncDispose]();
    },
  };
}

interface JoinOptions {
  readonly isAwaited?: boolean;
  readonly hasDave?: boolean;
}

/** Joins with an unmodified @discordjs/voice; destroyed at the end of the scope. */
export const aConnection = (client: Client, channel: LocalChannel, options: JoinOptions = {}) =>
  aConnectionTo(client, channel.guild?.id ?? '', channel.id, options);

/** The same by ids. */
export async function aConnectionTo(
  client: Client,
  guildId: string,
  channelId: string,
  { isAwaited = true, hasDave = true }: JoinOptions = {},
) {
  const connection = joinVoiceChannel({
    channelId,
    guildId,
    adapterCreator: client.guilds.cache.get(guildId)?.voiceAdapterCreator as DiscordGatewayAdapterCreator,
    selfDeaf: false,
    selfMute: true,
    daveEncryption: hasDave,
  });
  connection.on('error', () => undefined);
  if (isAwaited) await entersState(connection, VoiceConnectionStatus.Ready, 5_000);
  return Object.assign(connection, { [Symbol.dispose]: () => leave(connection) });
}

function leave(connection: VoiceConnection): void {
  if (connection.state.status !== VoiceConnectionStatus.Destroyed) connection.destroy();
}

/** What the library hands out of a user's audio, packet by packet. */
export function received(connection: VoiceConnection, user: { readonly id: string }): Buffer[] {
  const packets: Buffer[] = [];
  const stream = connection.receiver.subscribe(user.id, { end: { behavior: EndBehaviorType.Manual } });
  stream.on('data', (packet: Buffer) => packets.push(packet));
  stream.on('error', () => undefined);
  return packets;
}

/** Which of a user's packets these are, by their place among those that were sent. */
export function indicesOf(packets: readonly Buffer[], user: SimulatedUser): readonly number[] {
  const sent = [...user.sent].map(({ opus }) => opus.toString('hex'));
  return packets.map((packet) => sent.indexOf(packet.toString('hex')));
}

/** Until the bot knows whose audio is whose and, with end-to-end encryption, has everybody's keys. */
export async function everybodyIsKnown(discord: LocalDiscord, connection: VoiceConnection, channel: LocalChannel) {
  const { users } = discord.voice.call(channel);
  for (const user of users) user.announce();
  await expect.poll(() => users.every(({ ssrc }) => connection.receiver.ssrcMap.get(ssrc))).toBe(true);
  await untilSettled({ discord, channel });
}

interface Place {
  readonly discord: LocalDiscord;
  readonly channel: LocalChannel;
}

/** Until the bot and everybody in the channel are in one group, with its present keys. */
export async function untilSettled({ discord, channel }: Place): Promise<void> {
  const { dave, users } = discord.voice.call(channel);
  const everybody = [discord.botId, ...users.map(({ id }) => id)];
  const isSettled = () => dave === null || (dave.isSettled && everybody.every((id) => dave.memberIds.includes(id)));
  // What was told to join in this moment is queued only in the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  await discord.notices.until(isSettled, 'everybody is in the group');
}

/** @throws when the call is not end-to-end encrypted */
export function daveOf({ discord, channel }: Place) {
  const { dave } = discord.voice.call(channel);
  if (!dave) throw new Error('not end-to-end encrypted');
  return dave;
}

/** Two users and the bot in a call, known to each other. */
export async function aCall(options: DiscordOptions = {}) {
  const session = await aClient(options);
  const { discord, client } = session;
  const channel = discord.guild().channel('Meeting');
  const users = [discord.user('Ann'), discord.user('Bob')] as const;
  for (const user of users) user.join(channel);
  const connection = await aConnection(client, channel);
  await everybodyIsKnown(discord, connection, channel);
  return {
    discord,
    client,
    channel,
    users,
    connection,
    async [Symbol.asyncDispose]() {
      leave(connection);
      await session[Symbol.asyncDispose]();
    },
  };
}
