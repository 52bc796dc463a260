import { asList, asText, type Json } from '../json.ts';
import type { StoredCommand } from '../rest/command-book.ts';
import { optionType } from '../rest/rules/commands.ts';

/** A file that a person attaches to a command. */
export interface AttachedFile {
  readonly name: string;
  readonly data: Buffer;
  readonly contentType?: string;
}

export type OptionValue = string | number | boolean | AttachedFile;
export type OptionValues = Readonly<Record<string, OptionValue>>;

export interface TypedOption {
  readonly name: string;
  readonly type: number;
  readonly value: OptionValue;
  readonly focused?: boolean;
}

/** What somebody typed, matched with what was deployed. */
export interface TypedCommand {
  readonly command: StoredCommand;
  /** Group and subcommand, outermost first. */
  readonly path: readonly Json[];
  readonly options: readonly TypedOption[];
}

/** Finds the deployed options for what is typed. @throws Error when Discord's own interface would not let a person type it */
export function matchCommand(
  command: StoredCommand,
  names: readonly string[],
  values: OptionValues,
  focused: string | null,
): TypedCommand {
  const path: Json[] = [];
  let declared = asList(command['options']);
  for (const name of names) {
    const step = declared.find((one) => one['name'] === name);
    if (!step) throw new Error(`local Discord: /${command.name} has no subcommand ${name}`);
    path.push(step);
    declared = asList(step['options']);
  }
  const options = Object.entries(values).map(([name, value]) => typed(declared, name, value, name === focused));
  const missing =
    focused === null ? declared.filter(({ required, name }) => required === true && !(asText(name) in values)) : [];
  if (missing.length > 0) throw new Error(`local Discord: option ${asText(missing[0]?.['name'])} is required`);
  return { command, path, options };
}

function typed(declared: readonly Json[], name: string, value: OptionValue, isFocused: boolean): TypedOption {
  const option = declared.find((one) => one['name'] === name);
  if (!option) throw new Error(`local Discord: there is no option ${name}`);
  const type = Number(option['type']);
  if (!isFocused && !fits(type, value)) throw new Error(`local Discord: option ${name} can't be ${String(value)}`);
  const choices = asList(option['choices']);
  if (choices.length > 0 && !choices.some((choice) => choice['value'] === value))
    throw new Error(`local Discord: option ${name} has no choice ${String(value)}`);
  return { name, type, value, ...(isFocused ? { focused: true } : {}) };
}

function fits(type: number, value: OptionValue): boolean {
  if (type === optionType.ATTACHMENT) return typeof value === 'object';
  if (type === optionType.BOOLEAN) return typeof value === 'boolean';
  if (type === optionType.INTEGER) return Number.isInteger(value);
  return type === optionType.NUMBER ? typeof value === 'number' : typeof value === 'string';
}

/** `data` of the interaction: options wrapped into their subcommand and group. */
export function commandDataJson({ command, path }: TypedCommand, options: readonly unknown[], resolved: Json) {
  const wrapped = path.reduceRight<readonly unknown[]>(
    (inner, { name, type }) => [{ name, type, options: inner }],
    options,
  );
  const { id, name, type } = command;
  return { id, name, type, options: wrapped, ...(Object.keys(resolved).length > 0 ? { resolved } : {}) };
}
