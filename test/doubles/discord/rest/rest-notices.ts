import type { Interaction } from '../people/interaction.ts';
import type { LocalChannel } from '../world/channel.ts';
import type { LocalMessage } from '../world/message.ts';
import type { RestRecord, Violation } from './record.ts';

/** What REST tells tests. */
export interface RestNotices {
  /** A request was answered. */
  readonly request: RestRecord;
  readonly violation: Violation;
  /** A new message, anywhere, of anybody. */
  readonly message: LocalMessage;
  readonly 'message-edit': LocalMessage;
  readonly 'message-delete': LocalMessage;
  readonly thread: LocalChannel;
  readonly 'channel-edit': LocalChannel;
  readonly reaction: { readonly message: LocalMessage; readonly emoji: string; readonly userId: string };
  /** The application's commands were replaced. */
  readonly commands: { readonly guildId: string | null; readonly count: number };
  /** The bot answered, or went on answering, an interaction. */
  readonly interaction: Interaction;
  readonly nickname: { readonly guildId: string; readonly nick: string | null };
}
