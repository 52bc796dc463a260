import { Client, type ClientOptions, Events, GatewayIntentBits, Options } from 'discord.js';
import { toMomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';

/** None of them is privileged. Scheduled events only tell when a meeting begins. */
const INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildVoiceStates,
  GatewayIntentBits.GuildScheduledEvents,
] as const;
/** Uploads of minutes take longer than a plain request. */
const REST_TIMEOUT_MS = 30_000;

/** Which shards this process runs; discord.js decides unless told. */
export type ShardOptions = Pick<ClientOptions, 'shards' | 'shardCount'>;

export interface ClientParts {
  /** DISCORD_API_URL; Discord's own when undefined. */
  readonly apiUrl?: string | undefined;
  readonly sharding?: ShardOptions | undefined;
  readonly log: Logger;
}

/** A discord.js client that pings nobody unless a message names whom, keeps no messages, and never throws an error event. */
export function createClient({ apiUrl, sharding, log }: ClientParts): Client {
  const client = new Client({
    intents: INTENTS,
    allowedMentions: { parse: [], repliedUser: false },
    failIfNotExists: false,
    rest: { timeout: REST_TIMEOUT_MS, ...(apiUrl === undefined ? {} : { api: apiUrl }) },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0, ReactionManager: 0 }),
    ...sharding,
  });
  client.on(Events.Error, (error) => log.error({ err: toMomError(error) }, 'discord.js failed'));
  client.on(Events.Warn, (text) => log.warn({ text }, 'discord.js warns'));
  client.on(Events.ShardError, (error, shard) => log.warn({ err: toMomError(error), shard }, 'gateway trouble'));
  client.on(Events.Invalidated, () => log.error('Discord ended the session for good: start again'));
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'gateway reconnects'));
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'gateway goes on'));
  client.rest.on('rateLimited', ({ route, timeToReset }) => log.info({ route, timeToReset }, 'rate limit waited out'));
  return client;
}
