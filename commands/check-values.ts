import { MomError } from '../src/errors.ts';
import type { CommandCall, OptionValue } from './call.ts';
import type { Command, CommandOption, IntegerOption, TextOption } from './command.ts';

const MAX_TEXT = 6_000;

/**
 * Sees to it that every value of a call is one that its option can have, whatever platform it came through.
 *
 * @throws MomError usage
 */
export function checkValues(command: Command, { values }: CommandCall): void {
  const known = new Set(command.options.map(({ name }) => name));
  const unknown = Object.keys(values).find((name) => values[name] !== undefined && !known.has(name));
  if (unknown !== undefined) throw new MomError('usage', `There is no "${unknown}" here.`);
  for (const option of command.options) checkValue(option, values[option.name]);
}

function checkValue(option: CommandOption, value: OptionValue | undefined): void {
  if (value === undefined) {
    if (option.isRequired) throw new MomError('usage', `"${option.name}" is missing: ${option.description}.`);
    return;
  }
  if (!isOfType(option, value)) throw new MomError('usage', `"${option.name}" must be ${KINDS[option.type]}.`);
  if (option.type === 'string') checkText(option, String(value));
  if (option.type === 'integer') checkInteger(option, Number(value));
}

const KINDS = {
  string: 'text',
  integer: 'a whole number',
  boolean: 'yes or no',
  user: 'a member',
  channel: 'a channel',
  attachment: 'a file that is attached',
} satisfies Record<CommandOption['type'], string>;

function isOfType({ type }: CommandOption, value: OptionValue): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return Number.isInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'user':
    case 'channel':
      return typeof value === 'object' && 'id' in value;
    case 'attachment':
      return typeof value === 'object' && 'url' in value;
  }
}

function checkText({ name, choices, maxLength = MAX_TEXT }: TextOption, value: string): void {
  if (value.length > maxLength)
    throw new MomError('usage', `"${name}" is too long: ${maxLength} characters are possible.`);
  if (!choices || choices.some((choice) => choice.value === value)) return;
  const known = choices.map((choice) => choice.value).join(', ');
  throw new MomError('usage', `"${value}" is no ${name}; known are ${known}.`);
}

function checkInteger({ name, min, max }: IntegerOption, value: number): void {
  if (value < min || value > max) throw new MomError('usage', `"${name}" must be from ${min} to ${max}.`);
}
