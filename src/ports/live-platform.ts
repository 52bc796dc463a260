import type { ThreadRef } from './meeting-thread.ts';

/** Somebody in a voice channel, by the name that others see. */
export interface VoiceMember {
  readonly userId: string;
  readonly name: string;
  readonly isBot: boolean;
}

/** What a meeting asks the platform about a server. Answered from what the platform knows already; what is unknown is empty, never a failure. */
export interface LivePlatform {
  /** Everybody in the voice channel, bots too. */
  whoIsThere(guildId: string, channelId: string): Promise<readonly VoiceMember[]>;
  channelName(guildId: string, channelId: string): Promise<string | null>;
  /** Words that may be said here: members, channels, roles, the event's title; the most likely first. */
  vocabulary(guildId: string, channelId: string): Promise<readonly string[]>;
  threadUrl(thread: ThreadRef): string;
  /** Whether this is an address at which the platform keeps attachments. */
  isAttachment(url: URL): boolean;
}
