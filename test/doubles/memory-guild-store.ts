import type { GuildSettings, Profile } from '../../src/domain/guild.ts';
import type { GuildStore } from '../../src/ports/guild-store.ts';
import { checkSettings, readSettings } from '../../src/providers/store/index.ts';

interface Guild {
  decided: Partial<GuildSettings>;
  readonly profiles: Map<string, Profile>;
  readonly optedOut: Set<string>;
}

/** A GuildStore that forgets with the process. */
export class MemoryGuildStore implements GuildStore {
  readonly #guilds = new Map<string, Guild>();

  async settings(scope: string): Promise<GuildSettings> {
    return readSettings(this.#guild(scope).decided);
  }

  async changeSettings(scope: string, change: Partial<GuildSettings>): Promise<GuildSettings> {
    const guild = this.#guild(scope);
    guild.decided = { ...guild.decided, ...structuredClone(checkSettings(change)) };
    return this.settings(scope);
  }

  async profile(scope: string, userId: string): Promise<Profile | null> {
    return structuredClone(this.#guild(scope).profiles.get(userId) ?? null);
  }

  async profiles(scope: string): Promise<readonly Profile[]> {
    const profiles = [...this.#guild(scope).profiles.values()];
    return structuredClone(profiles.sort((a, b) => (a.userId < b.userId ? -1 : 1)));
  }

  async saveProfile(scope: string, profile: Profile): Promise<void> {
    this.#guild(scope).profiles.set(profile.userId, structuredClone(profile));
  }

  async forgetProfile(scope: string, userId: string): Promise<boolean> {
    return this.#guild(scope).profiles.delete(userId);
  }

  async optedOut(scope: string): Promise<ReadonlySet<string>> {
    return new Set(this.#guild(scope).optedOut);
  }

  async optOut(scope: string, userId: string): Promise<void> {
    this.#guild(scope).optedOut.add(userId);
  }

  async optIn(scope: string, userId: string): Promise<void> {
    this.#guild(scope).optedOut.delete(userId);
  }

  #guild(scope: string): Guild {
    const guild = this.#guilds.get(scope) ?? { decided: {}, profiles: new Map(), optedOut: new Set() };
    this.#guilds.set(scope, guild);
    return guild;
  }
}
