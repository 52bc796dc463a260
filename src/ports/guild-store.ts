import type { GuildSettings, Profile } from '../domain/guild.ts';

/**
 * What servers and their members have decided. `scope` is the id of the guild or workspace. Every call is one transaction.
 *
 * @throws MomError store_failed
 */
export interface GuildStore {
  /** The defaults where nothing was decided. */
  settings(scope: string): Promise<GuildSettings>;
  changeSettings(scope: string, change: Partial<GuildSettings>): Promise<GuildSettings>;
  profile(scope: string, userId: string): Promise<Profile | null>;
  profiles(scope: string): Promise<readonly Profile[]>;
  saveProfile(scope: string, profile: Profile): Promise<void>;
  /** True when there was one. */
  forgetProfile(scope: string, userId: string): Promise<boolean>;
  /** Members who are never recorded. */
  optedOut(scope: string): Promise<ReadonlySet<string>>;
  optOut(scope: string, userId: string): Promise<void>;
  optIn(scope: string, userId: string): Promise<void>;
}
