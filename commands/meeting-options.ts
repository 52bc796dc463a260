import { MomError } from '../src/errors.ts';
import { type CommandCall, textOf } from './call.ts';
import type { Choice, CommandServices, TextOption } from './command.ts';
import { plain } from './plain.ts';

export const AUTO = 'auto';

/** Proposed while the caller types; every ISO 639-1 code is possible. */
const COMMON_LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'uk',
  'ru',
  'tr',
  'ar',
  'hi',
  'zh',
  'ja',
  'ko',
];
const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

export const titleOption: TextOption = {
  type: 'string',
  name: 'title',
  description: 'What the meeting is called',
  isRequired: false,
  maxLength: 100,
};

export const templateOption: TextOption = {
  type: 'string',
  name: 'template',
  description: 'Kind of meeting, as standup or retrospective; auto to let AI MOM find out',
  isRequired: false,
  suggest: async (typed, _call, { templates }) =>
    templates.filter((id) => id.includes(typed.trim().toLowerCase())).map((id) => ({ name: id, value: id })),
};

export const languageOption = (name: string, description: string): TextOption => ({
  type: 'string',
  name,
  description,
  isRequired: false,
  suggest: async (typed) => [{ name: 'Detect it', value: AUTO }, ...COMMON_LANGUAGES.map(toChoice)].filter(fits(typed)),
});

/** Undefined when none was told. @throws MomError usage */
export function checkedTemplate(call: CommandCall, { templates }: CommandServices): string | undefined {
  const id = textOf(call, 'template')?.trim().toLowerCase();
  if (id === undefined || templates.includes(id)) return id;
  throw new MomError('usage', `"${plain(id)}" is no template; known are ${templates.join(', ')}.`);
}

/** A code, "auto", or undefined when none was told. Names of languages are understood too. @throws MomError usage */
export function checkedLanguage(call: CommandCall, name: string): string | undefined {
  const typed = textOf(call, name)?.trim().toLowerCase();
  if (typed === undefined || typed === AUTO) return typed;
  const code = COMMON_LANGUAGES.find((known) => names.of(known)?.toLowerCase() === typed) ?? typed;
  if (/^[a-z]{2,3}$/.test(code) && names.of(code) !== undefined) return code;
  throw new MomError('usage', `"${plain(typed)}" is no language; write its code, as en or de, or auto.`);
}

const toChoice = (code: string): Choice => ({ name: names.of(code) ?? code, value: code });

const fits = (typed: string) => (choice: Choice) =>
  `${choice.name} ${choice.value}`.toLowerCase().includes(typed.trim().toLowerCase());
