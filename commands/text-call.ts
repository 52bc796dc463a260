import { MomError } from '../src/errors.ts';
import type { CommandCall, OptionValue } from './call.ts';
import type { Command, CommandOption } from './command.ts';
import { pathOf } from './path-of.ts';
import { plain } from './plain.ts';
import { toValue } from './text-value.ts';
import { sortOptions, takeWord, unquoted } from './text-words.ts';

/** A call as it was typed; the platform adds who called and where. */
export type TextCall = Pick<CommandCall, 'command' | 'values'>;

/**
 * Reads `/mom start title:"Release standup" language:de`, or `start Release standup`: what stands without a name goes to the options in
 * their order, required ones first; the last text that is required, or the first that is not, takes all the rest. Nothing typed is help.
 *
 * @throws MomError usage
 */
export function parseTextCall(text: string, commands: readonly Command[]): TextCall {
  const line = text
    .trim()
    .replace(/^\/?mom(?=\s|$)/i, '')
    .trim();
  const { command, rest } = findCommand(line === '' ? 'help' : line, commands);
  const { named, free } = sortOptions(rest, new Set(command.options.map(({ name }) => name)));
  const values: Record<string, OptionValue> = {};
  for (const option of command.options) {
    const typed = named.get(option.name);
    if (typed !== undefined) values[option.name] = toValue(option, typed);
  }
  return { command: pathOf(command), values: { ...values, ...freeValues(command, free, new Set(named.keys())) } };
}

function findCommand(line: string, commands: readonly Command[]): { readonly command: Command; readonly rest: string } {
  const [, first = '', second = ''] = /^(\S+)(?:\s+(\S+))?/.exec(line) ?? [];
  const group = commands.filter((command) => command.group === first.toLowerCase());
  const isGroup = group.length > 0;
  const sought = isGroup ? second.toLowerCase() : first.toLowerCase();
  const command = (isGroup ? group : commands.filter((known) => !known.group)).find(({ name }) => name === sought);
  if (command) return { command, rest: line.slice(restStart(line, isGroup ? 2 : 1)) };
  if (isGroup) throw new MomError('usage', `Say which: ${group.map((known) => `/mom ${pathOf(known)}`).join(', ')}.`);
  throw new MomError('usage', `There is no command "${plain(first)}"; see /mom help.`);
}

function restStart(line: string, words: number): number {
  return (words === 1 ? /^\S+\s*/ : /^\S+\s+\S+\s*/).exec(line)?.[0].length ?? line.length;
}

function freeValues(command: Command, free: string, given: ReadonlySet<string>): Record<string, OptionValue> {
  const open = command.options.filter(({ name, type }) => !given.has(name) && type !== 'attachment');
  const queue = [...open.filter(({ isRequired }) => isRequired), ...open.filter(({ isRequired }) => !isRequired)];
  const values: Record<string, OptionValue> = {};
  let rest = free;
  for (const [index, option] of queue.entries()) {
    if (rest === '') break;
    const isLast = option.type === 'string' && !queue[index + 1]?.isRequired;
    const { word, rest: after } = isLast ? { word: unquoted(rest), rest: '' } : takeWord(rest);
    values[option.name] = toValue(option, word);
    rest = after;
  }
  if (rest !== '')
    throw new MomError('usage', `"${plain(rest)}" is too much for /mom ${pathOf(command)}${usageOf(command.options)}.`);
  return values;
}

const usageOf = (options: readonly CommandOption[]): string =>
  options.length === 0 ? '' : `: it takes ${options.map(({ name }) => name).join(', ')}`;
