import type { Caption } from '../../domain/caption.ts';
import { MomError, toMomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DocumentWriter } from '../../ports/document-writer.ts';
import type { LabelStore } from '../../ports/label-store.ts';
import type { MeetingThread } from '../../ports/meeting-thread.ts';
import type { NoteStore } from '../../ports/note-store.ts';
import type { PostStore } from '../../ports/post-store.ts';
import type { VoicePresence } from '../../ports/voice-presence.ts';
import { createClient, type ShardOptions } from './client.ts';
import { registerCommands } from './commands/register-commands.ts';
import { type InteractionParts, Interactions } from './interactions/interactions.ts';
import { inviteUrl } from './invite.ts';
import { logIn } from './login.ts';
import { DiscordPresence } from './presence/discord-presence.ts';
import { DiscordThread } from './thread/discord-thread.ts';
import { VoiceSigns } from './thread/voice-signs.ts';
import { type GuildAdapterCreator, guildAdapterOf } from './voice/index.ts';

export interface DiscordOptions {
  readonly token: string;
  /** DISCORD_API_URL; Discord's own when left out. */
  readonly apiUrl?: string | undefined;
  /** Which shards this process runs; discord.js decides unless told. */
  readonly sharding?: ShardOptions;
  readonly clock: Clock;
  readonly log: Logger;
  readonly posts: PostStore;
  readonly notes: NoteStore;
  readonly labels: LabelStore;
  readonly documents: Pick<DocumentWriter, 'render'>;
  readonly captionsOf: (meetingId: string) => Promise<readonly Caption[]>;
  /** Whether a server wants the mark before the bot's name while it records. */
  readonly marksNickname: (guildId: string) => Promise<boolean>;
}

/** What commands and buttons need; it exists only after the thread and the presence that it is made of. */
export type DiscordServices = Pick<InteractionParts, 'desk' | 'currentMeetingId' | 'document'>;

/** Discord as the rest sees it. Nothing connects before `start`. */
export interface DiscordPlatform extends AsyncDisposable {
  readonly thread: MeetingThread;
  readonly presence: VoicePresence;
  /** The bot's user id. @throws MomError discord_failed before it is logged in */
  botId(): string;
  /**
   * Logs in, registers commands that changed, takes commands, and sends what an earlier process left behind. Resolves when all servers
   * are known; waits for as long as Discord can't be reached.
   *
   * @throws MomError config_invalid, store_failed; the signal's reason
   */
  start(services: DiscordServices, signal: AbortSignal): Promise<void>;
  /** Takes no more commands and waits for those that run, at most `graceMs`; the thread still works. */
  stopTakingCommands(graceMs: number): Promise<void>;
  /** For the voice connections of servers. */
  readonly guildAdapter: GuildAdapterCreator;
}

const DESTROY_PATIENCE_MS = 5_000;

export function createDiscordPlatform(options: DiscordOptions): DiscordPlatform {
  return new Platform(options);
}

class Platform implements DiscordPlatform {
  readonly presence: DiscordPresence;
  readonly thread: DiscordThread;
  readonly guildAdapter: GuildAdapterCreator;
  readonly #options: DiscordOptions;
  readonly #client: ReturnType<typeof createClient>;
  #interactions: { readonly all: Interactions; readonly stop: () => void } | null = null;

  constructor(options: DiscordOptions) {
    const { posts, labels, documents, captionsOf, marksNickname, clock, log } = options;
    this.#options = options;
    const client = createClient(options);
    this.#client = client;
    this.guildAdapter = guildAdapterOf(client);
    this.presence = new DiscordPresence(client, log);
    const signs = new VoiceSigns({
      rest: client.rest,
      log,
      marksNickname,
      nickname: (guildId) => client.guilds.cache.get(guildId)?.members.me?.nickname,
      botName: () => client.user?.displayName ?? '',
      hasStatus: (channelId) => this.presence.hasStatus(channelId),
    });
    const stores = { posts, labels, documents, captionsOf };
    const botId = (): string => this.botId();
    this.thread = new DiscordThread({ rest: client.rest, ...stores, places: this.presence, signs, botId, clock, log });
  }

  botId(): string {
    const { user } = this.#client;
    if (!user) throw new MomError('discord_failed', 'it is not logged in yet');
    return user.id;
  }

  async start(services: DiscordServices, signal: AbortSignal): Promise<void> {
    const { token, clock, log, notes, labels } = this.#options;
    const client = this.#client;
    const all = new Interactions({ ...services, labels, clock, log });
    this.#interactions = { all, stop: all.listen(client) };
    await logIn(client, { token, clock, log }, signal);
    const applicationId = client.application?.id ?? this.botId();
    await this.#register(services, { rest: client.rest, applicationId, notes, log }, signal);
    await this.thread.resume();
    const invite = inviteUrl(applicationId);
    log.info({ guilds: client.guilds.cache.size, botId: this.botId(), invite }, 'Discord is ready');
  }

  async stopTakingCommands(graceMs: number): Promise<void> {
    if (!this.#interactions) return;
    this.#interactions.stop();
    await this.#atMost(graceMs, this.#interactions.all.settled());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopTakingCommands(DESTROY_PATIENCE_MS);
    // A request that waits out a rate limit can't be broken off.
    await this.#atMost(DESTROY_PATIENCE_MS, this.thread[Symbol.asyncDispose]());
    await this.#atMost(DESTROY_PATIENCE_MS, this.#client.destroy());
  }

  /** The commands of the last time do until the next start. */
  async #register(services: DiscordServices, parts: Parameters<typeof registerCommands>[1], signal: AbortSignal) {
    try {
      await registerCommands(services.desk, parts, signal);
    } catch (error: unknown) {
      signal.throwIfAborted();
      this.#options.log.error({ err: toMomError(error) }, 'commands could not be registered');
    }
  }

  async #atMost(ms: number, work: Promise<unknown>): Promise<void> {
    const { clock, log } = this.#options;
    const done = new AbortController();
    const late = clock.delay(ms, done.signal).then(
      () => log.warn({ ms }, 'Discord took too long to end'),
      () => undefined,
    );
    const ended = work.catch((error: unknown) => log.warn({ err: toMomError(error) }, 'ending was not clean'));
    await Promise.race([ended, late]);
    done.abort();
  }
}
