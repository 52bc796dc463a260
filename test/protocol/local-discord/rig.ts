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

/** Discord with an unmodified discord.js logged in. */
export async function aClient(options: DiscordOptions = {}, intents: readonly GatewayIntentBits[] = []) {
  trustTestCa();
  const discord = await startDiscord(options);
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates, ...intents],
    rest: { api: discord.apiUrl },
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
  return {
    discord,
    client,
    async [Symbol.asyncDispose]() {
      await client.destroy();
      await discord[Symbol.asyncDispose]();
    },
  };
}

/** Joins with an unmodified @discordjs/voice; destroyed at the end of the scope. */
export async function aConnection(client: Client, channel: LocalChannel, { isAwaited = true } = {}) {
  const guild = client.guilds.cache.get(channel.guild?.id ?? '');
  const connection = joinVoiceChannel({
    channelId: channel.id,
    guildId: channel.guild?.id ?? '',
    adapterCreator: guild?.voiceAdapterCreator as DiscordGatewayAdapterCreator,
    selfDeaf: false,
    selfMute: true,
  });
  connection.on('error', () => undefined);
  if (isAwaited) await entersState(connection, VoiceConnectionStatus.Ready, 5_000);
  return Object.assign(connection, { [Symbol.dispose]: () => leave(connection) });
}

function leave(connection: VoiceConnection): void {
  if (connection.state.status !== VoiceConnectionStatus.Destroyed) connection.destroy();
}

/** What the library hands out of a user's audio, packet by packet. */
export function received(connection: VoiceConnection, user: SimulatedUser): Buffer[] {
  const packets: Buffer[] = [];
  const stream = connection.receiver.subscribe(user.id, { end: { behavior: EndBehaviorType.Manual } });
  stream.on('data', (packet: Buffer) => packets.push(packet));
  stream.on('error', () => undefined);
  return packets;
}

/** Until the bot knows whose audio is whose and, with end-to-end encryption, has everybody's keys. */
export async function everybodyIsKnown(discord: LocalDiscord, connection: VoiceConnection, channel: LocalChannel) {
  const call = discord.voice.call(channel);
  for (const user of call.users) user.announce();
  await expect.poll(() => call.users.every(({ ssrc }) => connection.receiver.ssrcMap.get(ssrc))).toBe(true);
  await discord.notices.until(
    () => !call.dave || (call.dave.isSettled && call.dave.memberIds.includes(discord.botId)),
    'the bot is in the group',
  );
}
