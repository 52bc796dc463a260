import { MomError } from '../src/errors.ts';
import type { Named, OptionValue } from './call.ts';
import type { CommandOption, TextOption } from './command.ts';
import { plain } from './plain.ts';

const YES: ReadonlySet<string> = new Set(['yes', 'true', 'on', '1']);
const NO: ReadonlySet<string> = new Set(['no', 'false', 'off', '0']);

/** "<@U12AB|maya>", "<@!1001>", "1001". */
const USER = /^(?:<@!?(\w+)(?:\|([^>]*))?>|(\d{1,20}|[UW][A-Z0-9]{6,}))$/;
/** "<#C12AB|general>", "<#2001>", "2001". */
const CHANNEL = /^(?:<#(\w+)(?:\|([^>]*))?>|(\d{1,20}|[CG][A-Z0-9]{6,}))$/;

/**
 * What was typed for an option, in its type.
 *
 * @throws MomError usage
 */
export function toValue(option: CommandOption, typed: string): OptionValue {
  switch (option.type) {
    case 'string':
      return toText(option, typed);
    case 'integer':
      if (/^[+-]?\d{1,15}$/.test(typed)) return Number(typed);
      throw refusal(option, typed, 'a whole number');
    case 'boolean':
      if (YES.has(typed.toLowerCase())) return true;
      if (NO.has(typed.toLowerCase())) return false;
      throw refusal(option, typed, 'yes or no');
    case 'user':
      return toNamed(USER, typed) ?? fail(refusal(option, typed, 'a member, as @name'));
    case 'channel':
      return toNamed(CHANNEL, typed) ?? fail(refusal(option, typed, 'a channel, as #name'));
    case 'attachment':
      throw new MomError('usage', `"${option.name}" can't be typed: attach the file.`);
  }
}

/** The name of a choice is as good as its value. */
function toText({ choices }: TextOption, typed: string): string {
  const lower = typed.toLowerCase();
  const chosen = choices?.find(({ name, value }) => name.toLowerCase() === lower || value.toLowerCase() === lower);
  return chosen?.value ?? typed;
}

function toNamed(pattern: RegExp, typed: string): Named | null {
  const [, mentioned, name, bare] = pattern.exec(typed) ?? [];
  const id = mentioned ?? bare;
  return id === undefined ? null : { id, name: name || id };
}

const refusal = ({ name }: CommandOption, typed: string, what: string): MomError =>
  new MomError('usage', `"${name}" must be ${what}, got "${plain(typed)}".`);

function fail(error: MomError): never {
  throw error;
}
