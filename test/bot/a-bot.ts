import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { type DiscordOverrides, openDiscord } from '../../src/discord.ts';
import { createLog } from '../../src/log.ts';
import {
  type DiscordOptions,
  type LocalDiscord,
  startDiscord,
  trustingExecArgv,
  trustTestCa,
} from '../doubles/discord/index.ts';
import { temporaryFolder } from '../mom.ts';
import { standupModel } from './bot-process.ts';

const PATIENCE_MS = 60_000;

export interface BotChoices {
  readonly discord?: DiscordOptions;
  readonly overrides?: DiscordOverrides;
  /** Where its data lie; a temporary folder where none is given. */
  readonly folder?: string;
}

/** The whole bot in this process, as `mom start` wires it, on a local Discord; it can be stopped and started again on the same data. */
export async function aBot({ discord: options, overrides, folder: given }: BotChoices = {}) {
  trustTestCa();
  const stack = new AsyncDisposableStack();
  const discord = stack.use(await startDiscord({ rates: 'none', ...options }));
  const folder = given ?? stack.use(temporaryFolder('bot')).path;
  let running = await startOn(discord, folder, overrides);
  stack.defer(() => running.disposeAsync());
  return {
    discord,
    folder,
    guild: discord.guild(),
    /** As a deploy does it: put away, and begun again on the same data. */
    restart: async () => {
      await running.disposeAsync();
      running = await startOn(discord, folder, overrides);
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function startOn(discord: LocalDiscord, folder: string, overrides: DiscordOverrides = {}) {
  const stack = new AsyncDisposableStack();
  const config = readConfig({
    DATA_DIR: folder,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    WHISPER_MODEL: standupModel,
    WHISPER_LANGUAGE: 'en',
    LOG_LEVEL: process.env['E2E_LOG'] ?? 'silent',
  });
  const app = stack.use(await createApp(config, { log: createLog(config.LOG_LEVEL) }));
  const bot = stack.use(openDiscord(app, { voiceExecArgv: trustingExecArgv(), ...overrides }));
  await bot.start(AbortSignal.timeout(PATIENCE_MS));
  return stack;
}
