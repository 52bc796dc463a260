import type { AutoJoin } from '../../domain/guild.ts';

/** What a voice channel looks like at a moment. */
export interface ChannelSight {
  readonly channelId: string;
  /** Bots aside. */
  readonly people: number;
  /** A scheduled event takes place in it. */
  readonly hasEvent: boolean;
  /** A recording ended here while people were still there, so they don't want another. */
  readonly isDeclined: boolean;
}

/** Whether a server's rules want this channel recorded without anybody asking. */
export function wantsRecording(
  { minMembers, channelIds, joinsEvents }: AutoJoin,
  { channelId, people, hasEvent, isDeclined }: ChannelSight,
): boolean {
  if (isDeclined || people === 0) return false;
  if (joinsEvents && hasEvent) return true;
  const isListed = channelIds.length === 0 || channelIds.includes(channelId);
  return minMembers !== null && people >= minMembers && isListed;
}
