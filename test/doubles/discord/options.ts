import type { Clock } from '../../../src/ports/clock.ts';
import { realClock } from './real-clock.ts';
import { discordRates, type RateRule } from './rest/rate-limits.ts';
import type { EncryptionMode } from './voice/transport-cipher.ts';
import type { GuildSetup } from './world/guild.ts';

export interface DiscordOptions {
  /** One guild with the usual channels by default. */
  readonly guilds?: readonly GuildSetup[];
  /** Of the 3-second rule, token life, ids and time stamps. Pacing, rate limits and patience run on real time. */
  readonly clock?: Clock;
  readonly token?: string;
  /** `required`: end-to-end encryption in voice channels and 4017 for clients without it, as since March 2026. */
  readonly dave?: 'required' | 'offered' | 'off';
  /** In the order that clients follow. */
  readonly modes?: readonly EncryptionMode[];
  /** `discord`: the limits that Discord is known for. `none`: no limits at all. */
  readonly rates?: 'discord' | 'none' | readonly RateRule[];
  readonly privilegedIntents?: number;
  readonly shardCount?: number;
  readonly heartbeatMs?: number;
  readonly voiceHeartbeatMs?: number;
  readonly fileLimitBytes?: number;
}

const MIB = 1024 * 1024;

/** Options with every default filled in, as the parts take them. */
export function settingsOf(options: DiscordOptions) {
  const { dave = 'required', rates = 'discord' } = options;
  return {
    guilds: options.guilds ?? [{}],
    clock: options.clock ?? realClock,
    token: options.token ?? 'TOKEN',
    hasDave: dave !== 'off',
    requiresDave: dave === 'required',
    modes: options.modes ?? (['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'] as const),
    rates: rates === 'discord' ? discordRates : rates === 'none' ? [] : rates,
    privilegedIntents: options.privilegedIntents ?? 0,
    shardCount: options.shardCount ?? 1,
    heartbeatMs: options.heartbeatMs ?? 41_250,
    voiceHeartbeatMs: options.voiceHeartbeatMs ?? 13_750,
    fileLimitBytes: options.fileLimitBytes ?? 10 * MIB,
  };
}
