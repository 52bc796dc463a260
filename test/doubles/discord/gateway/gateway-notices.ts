import type { Json } from '../json.ts';
import type { Shard } from './gateway-session.ts';

/** What the gateway tells tests. */
export interface GatewayNotices {
  readonly 'gateway-identify': { readonly intents: number; readonly shard: Shard; readonly presence: unknown };
  readonly 'gateway-resume': { readonly replayed: number };
  readonly 'gateway-close': { readonly code: number };
  /** Op 4 of the bot, answered or not. */
  readonly 'voice-request': {
    readonly guildId: string;
    readonly channelId: string | null;
    readonly isAnswered: boolean;
    readonly atMs: number;
  };
  /** Any other event from the client, by op. */
  readonly 'gateway-message': { readonly op: number; readonly data: Json };
}
