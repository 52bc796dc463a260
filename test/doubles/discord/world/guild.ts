import type { ChannelSetup, LocalChannel } from './channel.ts';
import { BOT_PERMISSIONS, EVERYONE_PERMISSIONS, effective } from './permissions.ts';
import type { VoiceState } from './voice-state.ts';

export interface ScheduledEventSetup {
  readonly name: string;
  readonly description?: string;
  /** Name of a voice or stage channel of the guild. */
  readonly channel?: string;
  readonly startMs: number;
}

export interface GuildSetup {
  readonly name?: string;
  /** Without it: text `general`, voice `Meeting` and `Other`, stage `Stage`. */
  readonly channels?: readonly ChannelSetup[];
  readonly roles?: readonly string[];
  /** What the bot's own role allows. */
  readonly botPermissions?: bigint;
  readonly events?: readonly ScheduledEventSetup[];
  readonly locale?: string;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
}

export interface ScheduledEvent extends ScheduledEventSetup {
  readonly id: string;
  readonly channelId: string | null;
  /** 1 scheduled, 2 active, 3 completed, 4 cancelled. */
  status: number;
}

export interface Member {
  readonly userId: string;
  readonly joinedAtMs: number;
  readonly roleIds: readonly string[];
  nick: string | null;
  /** Bits that this member holds beyond @everyone. */
  permissions: bigint;
}

/** One server. */
export class LocalGuild {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly ownerId: string;
  /** Of the role that Discord makes for a bot when it is invited. */
  readonly botRoleId: string;
  readonly channels = new Map<string, LocalChannel>();
  readonly members = new Map<string, Member>();
  readonly voiceStates = new Map<string, VoiceState>();
  readonly roles: Role[] = [];
  readonly events = new Map<string, ScheduledEvent>();
  /** What the bot's role allows; tests may change it. */
  botPermissions: bigint;
  everyonePermissions: bigint = EVERYONE_PERMISSIONS;

  constructor(ids: { readonly id: string; readonly ownerId: string; readonly botRoleId: string }, setup: GuildSetup) {
    this.id = ids.id;
    this.ownerId = ids.ownerId;
    this.botRoleId = ids.botRoleId;
    this.name = setup.name ?? 'Acme';
    this.locale = setup.locale ?? 'en-US';
    this.botPermissions = setup.botPermissions ?? BOT_PERMISSIONS;
  }

  /** A channel or thread by name or id. @throws when there is none */
  channel(nameOrId: string): LocalChannel {
    const found = this.channels.get(nameOrId) ?? this.#live().find((channel) => channel.name === nameOrId);
    if (!found) throw new Error(`local Discord: guild ${this.name} has no channel ${nameOrId}`);
    return found;
  }

  get threads(): readonly LocalChannel[] {
    return this.#live().filter((channel) => channel.isThread);
  }

  /** People and bots in a voice channel now. */
  occupants(channelId: string): readonly string[] {
    return [...this.voiceStates.values()].filter((state) => state.channelId === channelId).map(({ userId }) => userId);
  }

  /** What the bot may do in a channel, or in the guild when none is given. */
  botMay(channel: LocalChannel | null): bigint {
    const held = effective(this.everyonePermissions | this.botPermissions);
    const denied = (channel?.botDenied ?? 0n) | (channel?.parent?.botDenied ?? 0n);
    return held & ~denied;
  }

  /** What a member may do in the guild. */
  memberMay(userId: string): bigint {
    const held = this.everyonePermissions | (this.members.get(userId)?.permissions ?? 0n);
    return effective(held);
  }

  #live(): LocalChannel[] {
    return [...this.channels.values()].filter((channel) => !channel.isDeleted);
  }
}
