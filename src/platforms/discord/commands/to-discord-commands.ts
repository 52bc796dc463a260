import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { ChatCommand, ChatOption, CommandDesk } from '../../../ports/command-desk.ts';

/** The one command under which everything stands. */
export const COMMAND_NAME = 'mom';
const DESCRIPTION = 'Meetings: record, transcribe, minutes';
/** docs: "Application Command Option Structure" */
const MAX_TEXT = 6_000;
const TEXT_CHANNELS = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;
const VOICE_CHANNELS = [ChannelType.GuildVoice, ChannelType.GuildStageVoice] as const;

/** The table as Discord registers it: for servers only, installed to servers only. */
export function toDiscordCommands({
  commands,
  groups,
}: Pick<CommandDesk, 'commands' | 'groups'>): RESTPutAPIApplicationCommandsJSONBody {
  const single = commands.filter(({ group }) => group === undefined).map(toSubcommand);
  const names = [...new Set(commands.flatMap(({ group }) => group ?? []))];
  const grouped = names.map(
    (name): APIApplicationCommandOption => ({
      type: ApplicationCommandOptionType.SubcommandGroup,
      name,
      description: groups[name] ?? name,
      options: commands.filter(({ group }) => group === name).map(toSubcommand),
    }),
  );
  return [
    {
      type: ApplicationCommandType.ChatInput,
      name: COMMAND_NAME,
      description: DESCRIPTION,
      contexts: [InteractionContextType.Guild],
      integration_types: [ApplicationIntegrationType.GuildInstall],
      options: [...single, ...grouped],
    },
  ];
}

/** Discord wants required options first. */
function toSubcommand({ name, description, options }: ChatCommand): APIApplicationCommandSubcommandOption {
  const ordered = [...options].sort((a, b) => Number(b.isRequired) - Number(a.isRequired));
  return { type: ApplicationCommandOptionType.Subcommand, name, description, options: ordered.map(toOption) };
}

function toOption(option: ChatOption): APIApplicationCommandBasicOption {
  const shared = { name: option.name, description: option.description, required: option.isRequired };
  switch (option.type) {
    case 'string':
      return { type: ApplicationCommandOptionType.String, ...shared, ...textRules(option) };
    case 'integer':
      return {
        type: ApplicationCommandOptionType.Integer,
        ...shared,
        min_value: option.min,
        max_value: option.max,
      };
    case 'boolean':
      return { type: ApplicationCommandOptionType.Boolean, ...shared };
    case 'user':
      return { type: ApplicationCommandOptionType.User, ...shared };
    case 'attachment':
      return { type: ApplicationCommandOptionType.Attachment, ...shared };
    case 'channel':
      return {
        type: ApplicationCommandOptionType.Channel,
        ...shared,
        channel_types: [...(option.channels === 'text' ? TEXT_CHANNELS : VOICE_CHANNELS)],
      };
  }
}

function textRules({ choices, suggest, maxLength }: Extract<ChatOption, { readonly type: 'string' }>) {
  if (choices) return { choices: choices.map(({ name, value }) => ({ name, value })) };
  const max_length = Math.min(maxLength ?? MAX_TEXT, MAX_TEXT);
  return suggest === undefined ? { max_length } : { max_length, autocomplete: true as const };
}
