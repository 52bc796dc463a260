import type { Notices } from '../notices.ts';
import type { Interaction } from '../people/interaction.ts';
import type { VoiceSide } from '../voice/voice-side.ts';
import type { LocalChannel } from '../world/channel.ts';
import type { LocalGuild } from '../world/guild.ts';
import type { Mailroom } from '../world/mailroom.ts';
import type { LocalMessage } from '../world/message.ts';
import { type PermissionName, permission } from '../world/permissions.ts';
import type { World } from '../world/world.ts';
import type { CommandBook } from './command-book.ts';
import { code, missingPermissions, RestRefusal, unknown } from './refusal.ts';

/** What the routes work on. */
export interface RestContext {
  readonly world: World;
  readonly notices: Notices;
  readonly mailroom: Mailroom;
  readonly commands: CommandBook;
  readonly interactions: ReadonlyMap<string, Interaction>;
  readonly voice: () => VoiceSide;
  readonly gatewayUrl: () => string;
  readonly shardCount: number;
  /** Bytes of one file; 10 MiB without boosts. */
  readonly fileLimitBytes: number;
  readonly dispatch: (event: string, data: unknown, guildId: string | null) => void;
}

/** @throws RestRefusal 10003; 50001 when the bot can't see it */
export function channelOf({ world }: RestContext, id: string): LocalChannel {
  const channel = world.findChannel(id);
  if (!channel) throw unknown('Channel', code.UNKNOWN_CHANNEL);
  const isSeen = !channel.guild || (channel.guild.botMay(channel) & permission.VIEW_CHANNEL) !== 0n;
  if (!isSeen) throw new RestRefusal(403, code.MISSING_ACCESS, 'Missing Access');
  return channel;
}

/** @throws RestRefusal 10004 */
export function guildOf({ world }: RestContext, id: string): LocalGuild {
  const guild = world.guilds.get(id);
  if (!guild) throw unknown('Guild', code.UNKNOWN_GUILD);
  return guild;
}

/** @throws RestRefusal 10008 */
export function messageOf(channel: LocalChannel, id: string): LocalMessage {
  const message = channel.visible.find((one) => one.id === id);
  if (!message || message.onlyFor !== null) throw unknown('Message', code.UNKNOWN_MESSAGE);
  return message;
}

/** In direct messages everything is allowed. @throws RestRefusal 50013 */
export function need(channel: LocalChannel, ...names: readonly PermissionName[]): void {
  if (!channel.guild) return;
  const may = channel.guild.botMay(channel);
  const missing = names.filter((name) => (may & permission[name]) === 0n);
  if (missing.length > 0) throw missingPermissions(missing.join(', '));
}
