/** A person in a voice channel. */
export interface PresentMember {
  readonly userId: string;
  /** As displayed in the server. */
  readonly name: string;
}

/** Who sits in a voice channel now. Bots are none of them. */
export interface PresenceChange {
  readonly guildId: string;
  readonly channelId: string;
  readonly humanIds: readonly string[];
}

/** A scheduled event in a voice channel that begins or ends. */
export interface EventChange {
  readonly guildId: string;
  readonly channelId: string;
  readonly title: string;
  readonly isActive: boolean;
}

export interface PresenceListener {
  onVoicePresence?(change: PresenceChange): void;
  onEvent?(change: EventChange): void;
  /** The bot is in a server, at the start or newly invited. */
  onGuildJoin?(guildId: string): void;
  /** It was thrown out, or the server is gone; not while it only can't be reached. */
  onGuildLeave?(guildId: string): void;
}

/** What a platform knows of people and places around a call. */
export interface VoicePresence {
  /** Gives back how to stop listening. A listener that throws is logged, never in anybody's way. */
  listen(listener: PresenceListener): () => void;
  guildIds(): readonly string[];
  /** Every voice channel with people in it. */
  occupied(guildId: string): readonly PresenceChange[];
  /** People in a voice channel, by name as displayed. @throws MomError voice_failed */
  whoIsThere(guildId: string, channelId: string, signal?: AbortSignal): Promise<readonly PresentMember[]>;
  /** As displayed; the id where nobody knows it. */
  nameOf(guildId: string, userId: string): string;
  /** Whether an account is a bot; false where nobody knows. */
  isBot(guildId: string, userId: string): boolean;
  channelName(guildId: string, channelId: string): string | null;
  /** Words that may be said in a channel: members there, channels, roles, the event's title; at most `limit`, the likeliest first. */
  vocabulary(guildId: string, channelId: string, limit: number): readonly string[];
  /**
   * Whether a call can be recorded and shown, before anything is tried. `textChannelId` is where the thread is to be made.
   *
   * @throws MomError voice_forbidden, voice_full, thread_forbidden
   */
  checkPermissions(guildId: string, channelId: string, textChannelId: string | null): void;
}
