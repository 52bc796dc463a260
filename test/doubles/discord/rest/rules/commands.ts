import { z } from 'zod';
import { asJson, asList, asText, type Json } from '../../json.ts';
import type { FormFault } from '../refusal.ts';
import { checkForm, fault, refuseFaults } from './form.ts';

/** docs: "Application Command Option Type" */
export const optionType = {
  SUB_COMMAND: 1,
  SUB_COMMAND_GROUP: 2,
  STRING: 3,
  INTEGER: 4,
  BOOLEAN: 5,
  USER: 6,
  CHANNEL: 7,
  ROLE: 8,
  MENTIONABLE: 9,
  NUMBER: 10,
  ATTACHMENT: 11,
} as const;

/** docs: "Application Command Naming" */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
/** docs: names, descriptions and values of one command together. */
const TOTAL_LENGTH = 8000;
const GLOBAL_LIMIT = 100;

const slashName = z
  .string()
  .regex(NAME, 'Command name is invalid')
  .refine((name) => name === name.toLowerCase(), 'Command name is invalid: lower case only');
const localizations = z.record(z.string(), z.string().min(1).max(100)).nullish();
const choice = z.object({
  name: z.string().min(1).max(100),
  name_localizations: localizations,
  value: z.union([z.string().min(1).max(100), z.number()]),
});

interface Option {
  readonly type: number;
  readonly name: string;
  readonly options?: readonly Option[] | undefined;
}

const option: z.ZodType<Option> = z.object({
  type: z.number().int().min(1).max(11),
  name: slashName,
  name_localizations: localizations,
  description: z.string().min(1).max(100),
  description_localizations: localizations,
  required: z.boolean().optional(),
  choices: z.array(choice).max(25).optional(),
  get options() {
    return z.array(option).max(25).optional();
  },
  channel_types: z.array(z.number().int()).optional(),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  min_length: z.number().int().min(0).max(6000).optional(),
  max_length: z.number().int().min(1).max(6000).optional(),
  autocomplete: z.boolean().optional(),
});

const shared = {
  name_localizations: localizations,
  description_localizations: localizations,
  default_member_permissions: z.string().regex(/^\d+$/).nullish(),
  nsfw: z.boolean().optional(),
  contexts: z.array(z.number().int().min(0).max(2)).min(1).nullish(),
  integration_types: z.array(z.number().int().min(0).max(1)).min(1).nullish(),
};
const slash = z.looseObject({
  ...shared,
  type: z.literal(1).optional(),
  name: slashName,
  description: z.string().min(1).max(100),
  options: z.array(option).max(25).optional(),
});
const contextMenu = z.looseObject({
  ...shared,
  type: z.union([z.literal(2), z.literal(3)]),
  name: z.string().min(1).max(32),
  description: z.literal('').optional(),
});

/** Checks a whole set as PUT sends it. @throws RestRefusal 50035 */
export function checkCommands(body: unknown): readonly Json[] {
  const commands = checkForm(z.array(z.union([slash, contextMenu])).max(GLOBAL_LIMIT), body);
  refuseFaults([
    ...duplicateFaults(commands, ''),
    ...commands.flatMap((command, index) => [
      ...lengthFaults(command, String(index)),
      ...optionFaults(asList(command['options']), `${index}.options`, 0),
    ]),
  ]);
  return commands;
}

function duplicateFaults(named: readonly Json[], path: string): readonly FormFault[] {
  const names = named.map(({ name, type }) => `${asText(name)} ${type ?? 1}`);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return twice.map((name) => fault(path, 'APPLICATION_COMMANDS_DUPLICATE_NAME', `${name} stands twice`));
}

function lengthFaults(command: Json, path: string): readonly FormFault[] {
  const length = textLength(command);
  return length > TOTAL_LENGTH
    ? [fault(path, 'APPLICATION_COMMAND_TOO_LARGE', `${length} characters, at most 8000`)]
    : [];
}

function textLength({ name, description, value, options, choices }: Json): number {
  const own = [name, description, value].reduce<number>((sum, text) => sum + asText(text).length, 0);
  return [...asList(options), ...asList(choices)].reduce((sum, inner) => sum + textLength(inner), own);
}

/** Nesting, order and what fits to which type. */
function optionFaults(options: readonly Json[], path: string, depth: number): readonly FormFault[] {
  return [
    ...duplicateFaults(
      options.map(({ name }) => ({ name })),
      path,
    ),
    ...orderFaults(options, path),
    ...mixtureFaults(options, path, depth),
    ...options.flatMap((one, index) => [
      ...choiceFaults(one, `${path}.${index}`),
      ...optionFaults(asList(one['options']), `${path}.${index}.options`, depth + 1),
    ]),
  ];
}

const isSub = ({ type }: Json): boolean => type === optionType.SUB_COMMAND || type === optionType.SUB_COMMAND_GROUP;

function orderFaults(options: readonly Json[], path: string): readonly FormFault[] {
  const firstOptional = options.findIndex(({ required }) => required !== true);
  const lateRequired = options.findIndex(({ required }, index) => required === true && index > firstOptional);
  if (firstOptional < 0 || lateRequired < 0) return [];
  const message = 'Required options must be placed before non-required options';
  return [fault(`${path}.${lateRequired}`, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message)];
}

function mixtureFaults(options: readonly Json[], path: string, depth: number): readonly FormFault[] {
  const subs = options.filter(isSub);
  const isMixed = subs.length > 0 && subs.length < options.length;
  const isTooDeep = subs.some(({ type }) => depth >= 2 || (depth === 1 && type === optionType.SUB_COMMAND_GROUP));
  if (!isMixed && !isTooDeep) return [];
  return [
    fault(
      path,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types stand wrong',
    ),
  ];
}

function choiceFaults(one: Json, path: string): readonly FormFault[] {
  const { type, autocomplete, choices } = one;
  const given = asList(choices);
  const isNumber = type === optionType.INTEGER || type === optionType.NUMBER;
  const faults: FormFault[] = [];
  if (autocomplete === true && given.length > 0)
    faults.push(fault(path, 'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES', 'autocomplete and choices exclude each other'));
  if ((autocomplete === true || given.length > 0) && !isNumber && type !== optionType.STRING)
    faults.push(fault(path, 'APPLICATION_COMMAND_OPTION_TYPE', 'Only texts and numbers have choices'));
  if (given.some(({ value }) => (typeof value === 'number') !== isNumber))
    faults.push(fault(path, 'APPLICATION_COMMAND_CHOICE_TYPE', 'A choice has another type than its option'));
  if (!isNumber && (asJson(one)['min_value'] !== undefined || asJson(one)['max_value'] !== undefined))
    faults.push(fault(path, 'APPLICATION_COMMAND_OPTION_TYPE', 'Only numbers have min_value and max_value'));
  return faults;
}
