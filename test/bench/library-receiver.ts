import { entersState, joinVoiceChannel, VoiceConnectionStatus } from '@discordjs/voice';
import type { Client } from 'discord.js';

/** The stock receiver of the unmodified library, in this thread, with the larger buffer that capture asks for: what comes out is counted. */
export async function receiveWithLibrary(
  client: Client,
  guildId: string,
  channelId: string,
  userIds: readonly string[],
) {
  const adapterCreator = client.guilds.cache.get(guildId)?.voiceAdapterCreator;
  if (!adapterCreator) throw new Error('no such guild');
  const connection = joinVoiceChannel({ guildId, channelId, selfDeaf: false, adapterCreator });
  await entersState(connection, VoiceConnectionStatus.Ready, 10_000);
  const networking: unknown = Reflect.get(connection.state, 'networking');
  const { socket } = (networking as { state: { udp: { socket: import('node:dgram').Socket } } }).state.udp;
  socket.setRecvBufferSize(4 << 20);
  const counter = { packets: 0 };
  for (const userId of userIds) {
    const stream = connection.receiver.subscribe(userId);
    stream.on('data', () => {
      counter.packets += 1;
    });
    stream.on('error', () => undefined);
  }
  return { counter, [Symbol.dispose]: () => connection.destroy() };
}

/** CPU time of this thread so far, in ms. */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
