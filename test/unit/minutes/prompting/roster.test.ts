import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelOf, rosterOf, speakerOf, UNKNOWN_SPEAKER } from '../../../../src/minutes/prompting/index.ts';
import { aTalk } from '../../../fixtures/transcripts.ts';

const roster = rosterOf(
  aTalk([
    ['Ann', 'hello'],
    ['Ben', 'hi'],
    ['Zoë', 'hey'],
  ]),
);

describe('the roster', () => {
  it('labels people in the order in which they first spoke', () => {
    expect(roster.map(({ label, name }) => `${label} ${name}`)).toEqual(['S1 Ann', 'S2 Ben', 'S3 Zoë']);
  });

  it.each([
    ['S2', 'Ben'],
    [' s2 ', 'Ben'],
    ['S2=Ben', 'Ben'],
    ['ben', 'Ben'],
    ['ZOË', 'Zoë'],
  ])('understands "%s"', (answer, name) => {
    expect(speakerOf(roster, answer)?.name).toBe(name);
  });

  it.each(['S4', 'S22', 'Carl', '', '?', 'everyone', 'S'])('knows nobody called "%s"', (answer) => {
    expect(speakerOf(roster, answer)).toBeNull();
  });

  it('takes no name that two people bear', () => {
    const twins = [...roster, { label: 'S4', speaker: '77', name: 'Ben', character: null }];
    expect(speakerOf(twins, 'Ben')).toBeNull();
    expect(speakerOf(twins, 'S4')?.speaker).toBe('77');
  });

  it('is empty when nobody can tell who spoke', () => {
    const unknown = rosterOf(aTalk([['Ann', 'hello']], { knowsSpeakers: false }));
    expect(unknown).toEqual([]);
    expect(labelOf(unknown, 'Speaker')).toBe(UNKNOWN_SPEAKER);
  });

  it('finds for every label the speaker it was given for', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 30 }), (names) => {
        const entries = rosterOf({
          speakers: names.map((name) => ({ speaker: `id-${name}`, name, talkMs: 0, turns: 1 })),
        });
        for (const { speaker } of entries) expect(speakerOf(entries, labelOf(entries, speaker))?.speaker).toBe(speaker);
      }),
    );
  });
});
