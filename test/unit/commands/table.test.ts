import { describe, expect, it } from 'vitest';
import { type CommandOption, commandGroups, commands, pathOf } from '../../../commands/index.ts';

const NAME = /^[a-z][a-z-]{0,31}$/;

/** Discord's rules of what a subcommand may look like; a table that breaks one could not be registered. */
describe('the table', () => {
  it.each(commands.map((command) => [pathOf(command), command] as const))('can be registered: %s', (_, command) => {
    const { name, description, options } = command;
    expect(name).toMatch(NAME);
    expect(description.length).toBeLessThanOrEqual(100);
    expect(options.length).toBeLessThanOrEqual(25);
    expect(new Set(options.map((option) => option.name)).size).toBe(options.length);
    const required = options.map(({ isRequired }) => isRequired);
    expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
    for (const option of options) checkOption(option);
  });

  it('has each command once, and at most 25 names at its top', () => {
    const paths = commands.map(pathOf);
    expect(new Set(paths).size).toBe(paths.length);
    const top = new Set(commands.map(({ group, name }) => group ?? name));
    expect(top.size).toBeLessThanOrEqual(25);
    const lone = commands.filter(({ group }) => !group).map(({ name }) => name);
    expect(lone.filter((name) => name in commandGroups)).toEqual([]);
  });

  it('is short enough for one command: 4,000 characters of names, descriptions and choices', () => {
    const texts = commands.flatMap(({ name, description, options }) => [
      name,
      description,
      ...options.flatMap((option) => [option.name, option.description, ...choicesOf(option)]),
    ]);
    const ownRoom = 100; // "mom" and what it is
    const length = [...texts, ...Object.entries(commandGroups).flat()].reduce((sum, text) => sum + text.length, 0);
    expect(length + ownRoom).toBeLessThanOrEqual(4_000);
  });

  it('asks for a call only of those who are in a chat', () => {
    expect(commands.filter(({ requires, isChatOnly }) => requires && !isChatOnly)).toEqual([]);
  });
});

const choicesOf = (option: CommandOption): readonly string[] =>
  option.type === 'string' ? (option.choices ?? []).flatMap(({ name, value }) => [name, value]) : [];

function checkOption(option: CommandOption): void {
  expect(option.name).toMatch(NAME);
  expect(option.description.length).toBeLessThanOrEqual(100);
  if (option.type !== 'string') return;
  expect(option.choices?.length ?? 1).toBeLessThanOrEqual(25);
  expect(option.choices !== undefined && option.suggest !== undefined).toBe(false);
  expect(option.maxLength ?? 1).toBeLessThanOrEqual(6_000);
}
