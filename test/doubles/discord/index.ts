/** The local Discord: README.md in this folder tells how it is used. */
import { LocalDiscord } from './discord.ts';
import type { DiscordOptions } from './options.ts';

export type { LocalDiscord } from './discord.ts';
export type { DiscordOptions } from './options.ts';
export type { Interaction } from './people/interaction.ts';
export type * as Crowd from './process/crowd.ts';
export { crowdPackets } from './process/crowd.ts';
export { DiscordProcess } from './process/discord-process.ts';
export { readOpusFile } from './voice/ogg-opus.ts';
export type { RtpExtension } from './voice/rtp.ts';
export type { SentPacket } from './voice/sent-log.ts';
export type { SimulatedUser } from './voice/simulated-user.ts';
export type { SpeakOptions } from './voice/speech.ts';
export { syntheticPackets } from './voice/synthetic-opus.ts';
export { inheritTrust, trustingExecArgv, trustTestCa } from './voice/test-ca.ts';
export type { EncryptionMode } from './voice/transport-cipher.ts';
export type { LocalChannel } from './world/channel.ts';
export type { LocalGuild } from './world/guild.ts';
export type { LocalMessage } from './world/message.ts';
export { permission } from './world/permissions.ts';

/** For `DiscordProcess.start<typeof Crowd>({ scenario: crowdScenario })`. */
export const crowdScenario = new URL('./process/crowd.ts', import.meta.url);

/** Starts a Discord of its own on free ports of 127.0.0.1. */
export const startDiscord = (options: DiscordOptions = {}): Promise<LocalDiscord> => LocalDiscord.start(options);
