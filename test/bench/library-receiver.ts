import { entersState, joinVoiceChannel, VoiceConnectionStatus } from '@discordjs/voice';
import type { Client } from 'discord.js';

/** The stock receiver opens the sound; or nobody opens the datagrams, which is the floor that Node and the library set. */
export type LibraryUse = 'sound' | 'nothing';

/** An Opus packet is larger; the answers to keep-alives are 8 bytes, that of the discovery 74. */
const MIN_SOUND_BYTES = 80;

/** The unmodified library, in this thread, with the larger buffer that capture asks for: what comes is counted. */
export async function receiveWithLibrary(
  client: Client,
  guildId: string,
  channelId: string,
  userIds: readonly string[],
  use: LibraryUse,
) {
  const adapterCreator = client.guilds.cache.get(guildId)?.voiceAdapterCreator;
  if (!adapterCreator) throw new Error('no such guild');
  const counter = { packets: 0 };
  const connection = joinVoiceChannel({ guildId, channelId, selfDeaf: false, adapterCreator });
  if (use === 'nothing')
    connection.receiver.onUdpMessage = ({ length }) => {
      if (length >= MIN_SOUND_BYTES) counter.packets += 1;
    };
  await entersState(connection, VoiceConnectionStatus.Ready, 10_000);
  const networking: unknown = Reflect.get(connection.state, 'networking');
  const { socket } = (networking as { state: { udp: { socket: import('node:dgram').Socket } } }).state.udp;
  socket.setRecvBufferSize(4 << 20);
  for (const userId of use === 'sound' ? userIds : []) {
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
