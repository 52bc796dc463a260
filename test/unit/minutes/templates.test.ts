import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../../src/minutes/prompting/index.ts';
import {
  detectTemplate,
  findTemplate,
  resolveTemplate,
  STANDARD_ORDER,
  templateIds,
  templates,
  titleIn,
} from '../../../src/minutes/templates/index.ts';
import { aTalk } from '../../fixtures/transcripts.ts';
import { hasShared, shared } from '../../shared.ts';

describe.each(templates.map((template) => [template.id, template] as const))('template %s', (id, template) => {
  it('can be found and named', () => {
    expect(findTemplate(id)).toBe(template);
    expect(templateIds).toContain(id);
  });

  it('tells models in at most 120 tokens what its sections are', () => {
    expect(estimateTokens(template.prompt)).toBeLessThanOrEqual(120);
    for (const section of template.sections) expect(template.prompt).toContain(`"${section.id}"`);
  });

  it('orders every section of its own once, and standard parts', () => {
    const own = template.sections.map((section) => section.id);
    const standard: readonly string[] = STANDARD_ORDER;
    expect(new Set(template.order).size).toBe(template.order.length);
    expect(template.order.filter((part) => !standard.includes(part)).toSorted()).toEqual(own.toSorted());
    for (const part of ['action_items', ...own]) expect(template.order).toContain(part);
  });

  it('has titles in four languages', () => {
    for (const { title } of [template, ...template.sections]) {
      for (const language of ['en', 'de', 'fr', 'es']) expect(titleIn(title, language)).toMatch(/\S/);
      expect(titleIn(title, 'de-AT')).toBe(title.de);
      expect(titleIn(title, 'ja')).toBe(title.en);
    }
  });

  it('writes its cues as they are looked for', () => {
    for (const phrase of [...template.titleCues, ...template.cues.flatMap(({ phrases }) => phrases)]) {
      expect(phrase).toBe(phrase.toLowerCase().trim());
    }
  });
});

it('only the one-on-one is private', () => {
  expect(templates.filter(({ isPrivate }) => isPrivate).map(({ id }) => id)).toEqual(['one-on-one']);
});

describe('the kind of a meeting', () => {
  const detected = (title: string, ...lines: (readonly [string, string])[]): string =>
    detectTemplate(aTalk(lines), title).id;
  const filler: readonly (readonly [string, string])[] = [
    ['Ann', 'Good morning everybody.'],
    ['Ben', 'Morning.'],
    ['Cleo', 'Hello.'],
  ];

  it.each([
    [
      'standup',
      'Yesterday I fixed the login, today I will test it. No blockers.',
      "Yesterday I wrote docs. I'm blocked by the review.",
    ],
    [
      'standup',
      'Gestern habe ich getestet, heute mache ich weiter, keine Blocker.',
      'Ich bin blockiert, der Server steht.',
    ],
    [
      'retrospective',
      'So, what went well in the last sprint?',
      'The release went wrong, that did not go well. Retro over.',
    ],
    ['planning', 'Sprint planning: how many story points?', 'The backlog is long, our velocity is low.'],
    [
      'sales',
      'What is your budget per seat?',
      'Procurement wants a discount. Can you send you a quote? The annual contract is fine.',
    ],
    ['ttrpg', 'Roll for initiative!', 'Nat 20! I attack the goblin. How many hit points?'],
    ['council', 'I move that we accept it. All in favour?', 'Seconded. Any opposed? Motion carries.'],
    [
      'lecture',
      "In today's lecture we prove the theorem.",
      'It is in the exam, see the textbook. Homework is on the next slide.',
    ],
  ])('is %s by what is said', (id, first, second) => {
    expect(detected('Meeting', ...filler, ['Ann', first], ['Ben', second])).toBe(id);
  });

  it.each([
    ['Daily', 'standup'],
    ['Team retro 42', 'retrospective'],
    ['Gemeinderat November', 'council'],
    ['D&D night', 'ttrpg'],
    ['Weekly', 'general'],
    ['', 'general'],
  ])('is told by the title "%s": %s', (title, id) => {
    expect(detected(title, ...filler)).toBe(id);
  });

  it('is one-on-one only for two', () => {
    const lines: readonly (readonly [string, string])[] = [
      ['Ann', 'How is your workload? I have feedback for you.'],
      ['Ben', 'I would like to talk about my career and a promotion.'],
    ];
    expect(detected('1:1 Ann and Ben', ...lines)).toBe('one-on-one');
    expect(detected('', ...lines)).toBe('one-on-one');
    expect(detected('1:1 Ann and Ben', ...lines, ['Cleo', 'Hello, I am here too.'])).toBe('general');
  });

  it('stays general when two kinds are as likely', () => {
    expect(
      detected('', ...filler, ['Ann', 'No blockers, roll for initiative.'], ['Ben', 'Any blockers? Saving throw!']),
    ).toBe('general');
  });

  it('is what was asked for, and found out for auto and for a kind of yesterday', () => {
    const talk = aTalk(filler);
    expect(resolveTemplate('sales', talk, 'Daily').id).toBe('sales');
    expect(resolveTemplate('auto', talk, 'Daily').id).toBe('standup');
    expect(resolveTemplate('gone', talk, 'Weekly').id).toBe('general');
  });

  it.skipIf(!hasShared)('of fifteen real project and committee meetings is never a wrong special one', () => {
    const folder = shared('data', 'meetings', 'qmsum');
    for (const file of readdirSync(folder)) {
      const { meeting_transcripts: turns } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as {
        readonly meeting_transcripts: readonly { readonly speaker: string; readonly content: string }[];
      };
      expect(detected('Meeting', ...turns.map(({ speaker, content }) => [speaker, content] as const))).toBe('general');
    }
  });
});
