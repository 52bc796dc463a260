import type { Logger } from '../../log.ts';
import type { GuildStore } from '../../ports/guild-store.ts';
import type { StartRequest } from '../../ports/live-meetings.ts';
import { wantsRecording } from './auto-join-rule.ts';
import { Turnstile } from './turnstile.ts';

export interface AutoJoinOptions {
  readonly guilds: Pick<GuildStore, 'settings'>;
  readonly isBusy: (guildId: string) => boolean;
  /** @throws what LiveMeetings.start throws */
  readonly start: (request: StartRequest) => Promise<unknown>;
  readonly log: Logger;
}

interface Channel {
  people: number;
  /** Titles of the events that take place in it. */
  readonly events: Set<string>;
  isDeclined: boolean;
}

/** Nobody asked, so nobody is named. */
const NOBODY = { userId: '0', name: 'AI MOM' };

/** Starts recordings that the rules of servers ask for. Fed with what platforms see. */
export class AutoJoinWatch {
  readonly #options: AutoJoinOptions;
  readonly #channels = new Map<string, Channel>();
  readonly #turnstile = new Turnstile();

  constructor(options: AutoJoinOptions) {
    this.#options = options;
  }

  /** Resolves when a recording that this asks for has begun or failed. Never throws. */
  presence(guildId: string, channelId: string, people: number): Promise<void> {
    const channel = this.#channel(guildId, channelId);
    channel.people = people;
    if (people === 0) channel.isDeclined = false;
    this.#forgetIdle(guildId, channelId, channel);
    return this.#look(guildId, channelId);
  }

  eventStart(guildId: string, channelId: string, title: string): Promise<void> {
    this.#channel(guildId, channelId).events.add(title);
    return this.#look(guildId, channelId);
  }

  eventEnd(guildId: string, channelId: string, title: string): void {
    const channel = this.#channel(guildId, channelId);
    channel.events.delete(title);
    this.#forgetIdle(guildId, channelId, channel);
  }

  /** A recording was ended by somebody, or could not begin: not again before everybody has left. */
  decline(guildId: string, channelId: string): void {
    const channel = this.#channels.get(keyOf(guildId, channelId));
    if (channel) channel.isDeclined = true;
  }

  #channel(guildId: string, channelId: string): Channel {
    const key = keyOf(guildId, channelId);
    const channel = this.#channels.get(key) ?? { people: 0, events: new Set<string>(), isDeclined: false };
    this.#channels.set(key, channel);
    return channel;
  }

  #forgetIdle(guildId: string, channelId: string, { people, events }: Channel): void {
    if (people === 0 && events.size === 0) this.#channels.delete(keyOf(guildId, channelId));
  }

  /** One at a time, so that two channels of a server don't both begin. */
  #look(guildId: string, channelId: string): Promise<void> {
    return this.#turnstile.pass(async () => {
      const { guilds, isBusy, log } = this.#options;
      try {
        const channel = this.#channels.get(keyOf(guildId, channelId));
        if (!channel || isBusy(guildId)) return;
        const { autoJoin } = await guilds.settings(guildId);
        const { people, events, isDeclined } = channel;
        if (wantsRecording(autoJoin, { channelId, people, hasEvent: events.size > 0, isDeclined }))
          await this.#start(guildId, channelId, [...events][0] ?? null);
      } catch (error: unknown) {
        log.warn({ err: error, guildId, channelId }, 'a channel could not be recorded by itself');
        this.decline(guildId, channelId);
      }
    });
  }

  async #start(guildId: string, channelId: string, title: string | null): Promise<void> {
    const unasked = { caller: NOBODY, textChannelId: null, template: null, language: null };
    await this.#options.start({ guildId, channelId, title, ...unasked });
  }
}

const keyOf = (guildId: string, channelId: string): string => `${guildId}/${channelId}`;
