import type { Json } from '../json.ts';
import type { World } from '../world/world.ts';

/** One deployed command as Discord keeps it. */
export type StoredCommand = Json & { readonly id: string; readonly name: string; readonly type: number };

/** The application's commands: global ones and those of single guilds. */
export class CommandBook {
  readonly #world: World;
  readonly #sets = new Map<string | null, readonly StoredCommand[]>();
  #deployCount = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** How often a whole set was put in place. */
  get deployCount(): number {
    return this.#deployCount;
  }

  of(guildId: string | null): readonly StoredCommand[] {
    return this.#sets.get(guildId) ?? [];
  }

  /** Commands of the same name keep their id. */
  replace(guildId: string | null, commands: readonly Json[]): readonly StoredCommand[] {
    const before = this.of(guildId);
    const stored = commands.map((command) => this.#store(command, guildId, before));
    this.#sets.set(guildId, stored);
    this.#deployCount += 1;
    return stored;
  }

  /** What a person in the guild can type. */
  find(guildId: string, name: string, type = 1): StoredCommand | null {
    const offered = [...this.of(guildId), ...this.of(null)];
    return offered.find((command) => command.name === name && command.type === type) ?? null;
  }

  #store(command: Json, guildId: string | null, before: readonly StoredCommand[]): StoredCommand {
    const name = String(command['name']);
    const type = typeof command['type'] === 'number' ? command['type'] : 1;
    const known = before.find((one) => one.name === name && one.type === type);
    return {
      default_member_permissions: null,
      nsfw: false,
      options: [],
      description: '',
      ...command,
      name,
      type,
      id: known?.id ?? this.#world.ids.next(),
      application_id: this.#world.bot.id,
      version: this.#world.ids.next(),
      ...(guildId === null ? {} : { guild_id: guildId }),
    };
  }
}
