import { randomBytes } from 'node:crypto';
import type { Json } from '../json.ts';
import type { Notices } from '../notices.ts';
import type { CommandBook } from '../rest/command-book.ts';
import { optionType } from '../rest/rules/commands.ts';
import type { LocalChannel } from '../world/channel.ts';
import type { LocalGuild } from '../world/guild.ts';
import type { Mailroom } from '../world/mailroom.ts';
import type { LocalMessage } from '../world/message.ts';
import { ALL_PERMISSIONS, effective } from '../world/permissions.ts';
import { channelJson, fileJson, memberJson, messageJson, userJson } from '../world/render.ts';
import type { Person, World } from '../world/world.ts';
import { commandDataJson, matchCommand, type OptionValues, type TypedOption } from './command-data.ts';
import { ANSWER_LIMIT_MS, type Choice, Interaction, interactionType } from './interaction.ts';
import { type ModalValues, modalSubmission } from './modal-submission.ts';

export interface PeopleParts {
  readonly world: World;
  readonly notices: Notices;
  readonly commands: CommandBook;
  readonly mailroom: Mailroom;
  readonly interactions: Map<string, Interaction>;
  readonly fileLimitBytes: number;
  readonly dispatch: (event: string, data: unknown, guildId: string | null) => void;
}

export interface SlashOptions {
  /** Where it is typed; the guild's first text channel by default. */
  readonly channel?: LocalChannel;
  /** Bits that the person has there, instead of those of the member. */
  readonly permissions?: bigint;
  readonly locale?: string;
}

/** What people do with the bot: commands, buttons, selects, modals. Each waits for the bot's answer and gives it as they see it. */
export class People {
  readonly #parts: PeopleParts;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  /** Types `/name sub …`. Resolves with the answer. @throws Error when the bot doesn't answer within 3 s of the double's clock */
  async slash(
    guild: LocalGuild,
    person: Person,
    name: string,
    path: readonly string[] = [],
    values: OptionValues = {},
    options: SlashOptions = {},
  ): Promise<Interaction> {
    return this.answered(this.typeSlash(guild, person, name, path, values, options));
  }

  /** The same without waiting. */
  typeSlash(...[guild, person, name, path = [], values = {}, options = {}]: Parameters<People['slash']>): Interaction {
    const command = this.#command(guild, name);
    const matched = matchCommand(command, path, values, null);
    const channel = options.channel ?? firstText(guild);
    const { options: sent, resolved } = this.#resolve(guild, channel, matched.options);
    const data = commandDataJson(matched, sent, resolved);
    return this.#start({ guild, person, channel, type: interactionType.COMMAND, data, options });
  }

  /** Types into an option that completes. Resolves with the choices that are offered. */
  async autocomplete(
    guild: LocalGuild,
    person: Person,
    name: string,
    path: readonly string[],
    values: OptionValues,
    focused: string,
    options: SlashOptions = {},
  ): Promise<readonly Choice[]> {
    const matched = matchCommand(this.#command(guild, name), path, values, focused);
    const channel = options.channel ?? firstText(guild);
    const data = commandDataJson(matched, matched.options, {});
    const interaction = this.#start({ guild, person, channel, type: interactionType.AUTOCOMPLETE, data, options });
    return (await this.answered(interaction)).choices ?? [];
  }

  /** Presses a button, by label or custom id. @throws Error when there is none, or it can't be pressed */
  async click(
    person: Person,
    message: LocalMessage,
    labelOrId: string,
    options: SlashOptions = {},
  ): Promise<Interaction> {
    const button = message.buttons.find(({ label, customId }) => label === labelOrId || customId === labelOrId);
    if (!button?.customId || button.isDisabled)
      throw new Error(`local Discord: no button ${labelOrId} to press on: ${message.text}`);
    return this.#component(person, message, { component_type: 2, custom_id: button.customId }, options);
  }

  /** Chooses values of a string select. */
  async select(
    person: Person,
    message: LocalMessage,
    customId: string,
    values: readonly string[],
    options: SlashOptions = {},
  ): Promise<Interaction> {
    return this.#component(person, message, { component_type: 3, custom_id: customId, values }, options);
  }

  /** Fills in a modal that the bot opened and sends it. */
  async submit(
    person: Person,
    opened: Interaction,
    values: ModalValues,
    options: SlashOptions = {},
  ): Promise<Interaction> {
    const { guild } = opened.channel;
    if (!opened.modal || !guild) throw new Error('local Discord: no modal was opened');
    const keep = (file: Parameters<Mailroom['keepFile']>[1]) => this.#parts.mailroom.keepFile(opened.channel, file);
    const data = modalSubmission(opened.modal, values, keep);
    const { channel, source } = opened;
    const start = { guild, person, channel, type: interactionType.MODAL, data, options, source };
    return this.answered(this.#start(start));
  }

  /** Resolves when the person sees an answer ("thinking…" is none). @throws Error when 3 s pass without a first one */
  async answered(interaction: Interaction): Promise<Interaction> {
    const { clock } = this.#parts.world;
    const stopped = new AbortController();
    const late = clock.delay(ANSWER_LIMIT_MS, stopped.signal).then(
      () => interaction.callback === null,
      () => false,
    );
    const overdue = late.then((isLate) => {
      if (isLate) throw new Error('local Discord: the application did not respond within 3 s');
      return new Promise<never>(() => undefined);
    });
    const answered = this.#parts.notices.until(() => interaction.isAnswered, 'the bot answered', 30_000);
    await Promise.race([answered, overdue]).finally(() => stopped.abort());
    return interaction;
  }

  async #component(person: Person, message: LocalMessage, data: Json, options: SlashOptions): Promise<Interaction> {
    const { channel } = message;
    if (!channel.guild) throw new Error('local Discord: components in direct messages are not modelled');
    const start = {
      guild: channel.guild,
      person,
      channel,
      type: interactionType.COMPONENT,
      data,
      options,
      source: message,
    };
    return this.answered(this.#start(start));
  }

  #command(guild: LocalGuild, name: string) {
    const command = this.#parts.commands.find(guild.id, name);
    if (!command) throw new Error(`local Discord: /${name} was not deployed`);
    return command;
  }

  #start(start: {
    readonly guild: LocalGuild;
    readonly person: Person;
    readonly channel: LocalChannel;
    readonly type: number;
    readonly data: unknown;
    readonly options: SlashOptions;
    readonly source?: LocalMessage | null;
  }): Interaction {
    const { world, interactions, dispatch } = this.#parts;
    const { guild, person, channel, type, source = null } = start;
    world.addMember(guild, person.id);
    const ids = { id: world.ids.next(), token: randomBytes(24).toString('hex') };
    const interaction = new Interaction({
      ...ids,
      type,
      userId: person.id,
      channel,
      startedAtMs: world.clock.now(),
      source,
    });
    interactions.set(interaction.id, interaction);
    dispatch('INTERACTION_CREATE', this.#json(interaction, guild, start.data, start.options), guild.id);
    return interaction;
  }

  #json(interaction: Interaction, guild: LocalGuild, data: unknown, options: SlashOptions) {
    const { world, fileLimitBytes } = this.#parts;
    const { id, token, type, channel, userId, source } = interaction;
    const permissions = String(effective(options.permissions ?? this.#held(guild, userId)));
    const locale = options.locale ?? guild.locale;
    return {
      id,
      token,
      type,
      application_id: world.bot.id,
      version: 1,
      data,
      guild_id: guild.id,
      guild: { id: guild.id, locale: guild.locale, features: [] },
      channel_id: channel.id,
      channel: { ...channelJson(world, channel), permissions },
      member: { ...memberJson(world, guild, userId), permissions },
      locale,
      guild_locale: guild.locale,
      app_permissions: String(guild.botMay(channel)),
      entitlements: [],
      authorizing_integration_owners: { 0: guild.id },
      context: 0,
      attachment_size_limit: fileLimitBytes,
      ...(source ? { message: messageJson(world, source) } : {}),
    };
  }

  #held(guild: LocalGuild, userId: string): bigint {
    return userId === guild.ownerId ? ALL_PERMISSIONS : guild.memberMay(userId);
  }

  /** Ids with what they stand for, as Discord adds them. */
  #resolve(guild: LocalGuild, channel: LocalChannel, typed: readonly TypedOption[]) {
    const { world, mailroom } = this.#parts;
    const resolved: Record<string, Record<string, unknown>> = {};
    const add = (kind: string, id: string, value: unknown) => {
      resolved[kind] = { ...resolved[kind], [id]: value };
    };
    const options = typed.map((option) => {
      const { type, value } = option;
      if (typeof value === 'object') {
        const file = mailroom.keepFile(channel, { contentType: 'application/octet-stream', ...value });
        add('attachments', file.id, fileJson(file));
        return { ...option, value: file.id };
      }
      const person = type === optionType.USER ? world.people.get(String(value)) : undefined;
      if (person) {
        const { user: _, ...member } = memberJson(world, guild, person.id);
        add('users', person.id, userJson(person));
        add('members', person.id, { ...member, permissions: String(guild.memberMay(person.id)) });
      }
      const target = type === optionType.CHANNEL ? guild.channels.get(String(value)) : undefined;
      if (target) add('channels', target.id, { ...channelJson(world, target), permissions: String(ALL_PERMISSIONS) });
      return option;
    });
    return { options, resolved };
  }
}

function firstText(guild: LocalGuild): LocalChannel {
  const channel = [...guild.channels.values()].find(({ kind, isDeleted }) => kind === 'text' && !isDeleted);
  if (!channel) throw new Error(`local Discord: guild ${guild.name} has no text channel`);
  return channel;
}
