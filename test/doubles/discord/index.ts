/** The local Discord: see README.md in this folder. */
import { LocalDiscord } from './discord.ts';
import type { DiscordOptions } from './options.ts';

export type { LocalDiscord } from './discord.ts';
export { trustingExecArgv, trustTestCa } from './voice/test-ca.ts';

export const startDiscord = (options: DiscordOptions = {}): Promise<LocalDiscord> => LocalDiscord.start(options);
