import { LocalDiscord } from '../discord.ts';
import { adoptTestCa } from '../voice/test-ca.ts';
import type { DiscordFacts, FromChild, ToChild } from './process-messages.ts';

type Steps = Readonly<Record<string, (discord: LocalDiscord, ...parameters: readonly unknown[]) => unknown>>;

/** The process that the double runs in when tests want it out of their own; ends when its parent does. */
let steps: Steps = {};
let discord: LocalDiscord | null = null;

process.on('message', (message: ToChild) => void take(message));
process.on('disconnect', () => process.exit());

async function take(message: ToChild): Promise<void> {
  if (message.kind === 'start') return start(message);
  const { id, step, parameters } = message;
  try {
    const run = steps[step];
    if (!run || !discord) throw new Error(`no step ${step}`);
    reply({ kind: 'done', id, result: await run(discord, ...parameters) });
  } catch (error) {
    reply({ kind: 'failed', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

async function start({ options, ca, scenarioUrl }: ToChild & { kind: 'start' }): Promise<void> {
  adoptTestCa(ca);
  steps = (await import(scenarioUrl)) as Steps;
  discord = await LocalDiscord.start(options);
  reply({ kind: 'started', facts: factsOf(discord) });
}

function factsOf(started: LocalDiscord): DiscordFacts {
  const guilds = [...started.world.guilds.values()].map(({ id, name, channels }) => ({
    id,
    name,
    channels: Object.fromEntries([...channels.values()].map((channel) => [channel.name, channel.id])),
  }));
  return { apiUrl: started.apiUrl, token: started.token, botId: started.botId, guilds };
}

function reply(message: FromChild): void {
  process.send?.(message);
}
