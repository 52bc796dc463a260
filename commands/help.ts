import { type Command, type CommandOption, textReply } from './command.ts';

/** Says what can be asked for. */
export const helpCommand: Command = {
  name: 'help',
  description: 'Show what AI MOM can do',
  options: [],
  access: 'anyone',
  async run(_call, { commands }) {
    return textReply(commands.map((command) => `/mom ${usageOf(command)} – ${command.description}`).join('\n'));
  },
};

const usageOf = ({ name, options }: Command): string => [name, ...options.map(optionUsage)].join(' ');

const optionUsage = ({ name, isRequired }: CommandOption): string => (isRequired ? name : `[${name}]`);
