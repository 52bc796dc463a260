import { type Command, type CommandOption, textReply } from './command.ts';
import { pathOf } from './path-of.ts';

/** Says what can be asked for. */
export const helpCommand: Command = {
  name: 'help',
  description: 'Show what AI MOM can do',
  options: [],
  access: 'anyone',
  isPrivate: true,
  async run({ caller }, { commands }) {
    const open = commands.filter(({ access }) => caller.isAdmin || access !== 'admin');
    return textReply(...open.map((command) => `\`/mom ${usageOf(command)}\` – ${command.description}`));
  },
};

const usageOf = (command: Command): string => [pathOf(command), ...command.options.map(optionUsage)].join(' ');

const optionUsage = ({ name, isRequired }: CommandOption): string => (isRequired ? name : `[${name}]`);
