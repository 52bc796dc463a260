import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommandOption, commands, type OptionValue, parseTextCall, pathOf } from '../../../commands/index.ts';

const parse = (text: string) => parseTextCall(text, commands);

describe('a typed call', () => {
  it.each<[string, string, Record<string, OptionValue>]>([
    ['', 'help', {}],
    ['/mom', 'help', {}],
    ['/mom start', 'start', {}],
    ['  START   My   title ', 'start', { title: 'My   title' }],
    ['/mom start title:"Release standup" language:de', 'start', { title: 'Release standup', language: 'de' }],
    ['start language:de Release standup', 'start', { title: 'Release standup', language: 'de' }],
    ['start The language: a debate', 'start', { title: 'The language: a debate' }],
    ['start "The language:de problem"', 'start', { title: 'The language:de problem' }],
    ['start title:“Curly quotes” template:standup', 'start', { title: 'Curly quotes', template: 'standup' }],
    ['start title:"Say \\"hi\\" \\\\o/"', 'start', { title: 'Say "hi" \\o/' }],
    ['mom note He said "yes" to title:x', 'note', { text: 'He said "yes" to title:x' }],
    ['note "all of it"', 'note', { text: 'all of it' }],
    ['note see https://example.org', 'note', { text: 'see https://example.org' }],
    ['correct cube Kube Control', 'correct', { from: 'cube', to: 'Kube Control' }],
    ['correct "cube control" "Kube"', 'correct', { from: 'cube control', to: 'Kube' }],
    ['correct to:Kube cube control', 'correct', { to: 'Kube', from: 'cube control' }],
    ['off-record 5', 'off-record', { minutes: 5 }],
    ['minutes m20261123-142501-k3f9', 'minutes', { meeting: 'm20261123-142501-k3f9' }],
    ['export format:PDF m1', 'export', { format: 'pdf', meeting: 'm1' }],
    ['profile set keywords:"a, b" role:lead', 'profile set', { keywords: 'a, b', role: 'lead' }],
    ['forget me', 'forget me', {}],
    ['forget member <@U12ABCDE|tom> m1', 'forget member', { member: { id: 'U12ABCDE', name: 'tom' }, meeting: 'm1' }],
    ['forget member <@!1002>', 'forget member', { member: { id: '1002', name: '1002' } }],
    [
      'settings set <#C1|notes> sentiment:on',
      'settings set',
      { 'thread-channel': { id: 'C1', name: 'notes' }, sentiment: true },
    ],
    ['settings set start:Admins audio-days:0', 'settings set', { start: 'admins', 'audio-days': 0 }],
  ])('%j', (text, command, values) => {
    expect(parse(text)).toEqual({ command, values });
  });

  it.each([
    ['dance', 'There is no command "dance"; see /mom help.'],
    ['show', 'There is no command "show"; see /mom help.'],
    ['profile', 'Say which: /mom profile show, /mom profile set, /mom profile forget.'],
    ['forget everything', 'Say which: /mom forget me, /mom forget member, /mom forget meeting.'],
    ['stop it', '"it" is too much for /mom stop.'],
    ['off-record five', '"minutes" must be a whole number, got "five".'],
    ['off-record 5 minutes', '"minutes" is too much for /mom off-record: it takes minutes.'],
    ['start title:"no end', 'The quotes of "title" do not end.'],
    ['start title:a title:b', '"title" is there twice.'],
    ['settings set sentiment:maybe', '"sentiment" must be yes or no, got "maybe".'],
    ['settings set thread-channel:general', '"thread-channel" must be a channel, as #name, got "general".'],
    ['forget member tom', '"member" must be a member, as @name, got "tom".'],
    ['upload file:a.mp3', '"file" can\'t be typed: attach the file.'],
  ])('refuses %j', (text, sentence) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'usage', sentence }));
  });

  it('gives back whatever values were written with their names', () => {
    fc.assert(
      fc.property(aCall, ({ path, values }) => {
        const pairs = Object.entries(values).map(([name, value]) => `${name}:${written(value)}`);
        expect(parse(`/mom ${path} ${pairs.join(' ')}`)).toEqual({ command: path, values });
      }),
    );
  });

  it('keeps a note word for word, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        fc.pre(text.trim() === text && !/["“”„]/.test(text) && !/(^|\s)text:\S/i.test(text));
        expect(parse(`note ${text}`)).toEqual({ command: 'note', values: { text } });
      }),
    );
  });

  it('never breaks on anything that people type', () => {
    fc.assert(
      fc.property(fc.constantFrom(...commands), fc.string({ unit: 'grapheme' }), (command, rest) => {
        try {
          expect(parse(`${pathOf(command)} ${rest}`).command).toBe(pathOf(command));
        } catch (error) {
          expect(error).toMatchObject({ code: 'usage' });
        }
      }),
    );
  });
});

const quoted = (text: string): string => `"${text.replaceAll(/["“”„\\]/g, '\\$&')}"`;

const written = (value: OptionValue): string => {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'object') return 'id' in value ? `<#${value.id}|${value.name}>` : '';
  return String(value);
};

const text = fc.string({ unit: 'grapheme', minLength: 1 });

function someValue(option: CommandOption): fc.Arbitrary<OptionValue> | null {
  switch (option.type) {
    case 'string':
      return option.choices ? fc.constantFrom(...option.choices.map(({ value }) => value)) : text;
    case 'integer':
      return fc.integer({ min: option.min, max: option.max });
    case 'boolean':
      return fc.boolean();
    case 'channel':
      return fc.record({ id: fc.integer({ min: 1 }).map(String), name: fc.stringMatching(/^[a-z]+$/) });
    default:
      return null;
  }
}

const aCall = fc.constantFrom(...commands).chain((command) => {
  const known = command.options.flatMap((option) => {
    const value = someValue(option);
    return value ? [[option.name, value] as const] : [];
  });
  const values = fc.record(Object.fromEntries(known), { requiredKeys: [], noNullPrototype: true });
  return values.map((chosen) => ({ path: pathOf(command), values: chosen as Record<string, OptionValue> }));
});
