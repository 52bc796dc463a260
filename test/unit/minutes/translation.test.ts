import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Minutes } from '../../../src/domain/minutes.ts';
import {
  applyTranslation,
  applyUtteranceTranslation,
  translationBatches,
  translationKey,
  translationRequest,
  utteranceTranslationRequest,
} from '../../../src/minutes/translation/index.ts';
import { differingNumbers } from '../../../src/minutes/translation/numbers.ts';
import { aClaim, aDocument } from '../../fixtures/meeting-documents.ts';
import { aTalk } from '../../fixtures/transcripts.ts';

const minutes: Minutes = aDocument({
  minutes: {
    label: 'Agreed by 4 of 5 models',
    summary: 'The team met and moved the release.',
    summaryClaims: [],
    conclusion: 'The release moves to 7 December.',
    keyPoints: [
      aClaim({ text: 'The budget is 1,234.50 euros.' }),
      aClaim({ text: 'Maya could test it on Monday at 3 pm.' }),
    ],
    actionItems: [
      {
        task: 'Send the report to Tom.',
        owner: 'Maya',
        due: '2026-12-04',
        dueText: 'by Friday',
        tier: 'confirmed',
        votes: 4,
        of: 5,
        evidence: ['s1'],
        startMs: 0,
        support: null,
      },
    ],
    chapters: [{ title: 'Budget', startMs: 0, endMs: 60_000, mood: null }],
    sections: [{ id: 'blockers', title: 'Blockers', claims: [aClaim({ text: 'The server is down.' })] }],
  },
}).minutes;

const german: Readonly<Record<string, string>> = {
  title: 'Stand-up zur Veröffentlichung',
  label: 'Von 4 von 5 Modellen bestätigt',
  summary: 'Das Team traf sich und verschob die Veröffentlichung.',
  conclusion: 'Die Veröffentlichung wird auf den 7. Dezember verschoben.',
  'keyPoints.0': 'Das Budget beträgt 1.234,50 Euro.',
  'keyPoints.1': 'Maya könnte es am Montag um 15 Uhr testen.',
  'actionItems.0': 'Den Bericht an Tom schicken.',
  'chapters.0': 'Budget',
  'sections.0': 'Hindernisse',
  'sections.0.claims.0': 'Der Server läuft nicht.',
};
const answer = (texts: Readonly<Record<string, string>>): string =>
  JSON.stringify({ texts: Object.entries(texts).map(([id, text]) => ({ id, text })) });
const violations = (changes: Readonly<Record<string, string>>) =>
  applyTranslation(minutes, 'de', answer({ ...german, ...changes })).violations.map(({ id, kind }) => `${id} ${kind}`);

describe('translated minutes', () => {
  it('have their texts in the other language and everything else as it was', () => {
    const { minutes: translated, violations: none } = applyTranslation(minutes, 'de', answer(german));
    expect(none).toEqual([]);
    expect(translated).toMatchObject({
      language: 'de',
      title: german['title'],
      keyPoints: [{ text: german['keyPoints.0'], evidence: ['s1'] }, { text: german['keyPoints.1'] }],
      actionItems: [
        { task: german['actionItems.0'], owner: 'Maya', due: '2026-12-04', dueText: 'by Friday', votes: 4 },
      ],
      sections: [{ id: 'blockers', title: 'Hindernisse' }],
      notices: ['Translated from English into German by a language model; quotes stay as they were spoken.'],
    });
  });

  it.each([
    ['a number', { 'keyPoints.0': 'Das Budget beträgt 1.243,50 Euro.' }, 'keyPoints.0 number'],
    ['a number more', { 'sections.0.claims.0': 'Der Server läuft seit 3 Tagen nicht.' }, 'sections.0.claims.0 number'],
    ['a name', { 'keyPoints.1': 'Maja könnte es am Montag um 15 Uhr testen.' }, 'keyPoints.1 name'],
    [
      'a link',
      { conclusion: 'Die Veröffentlichung ist am 7. Dezember, siehe https://evil.example' },
      'conclusion link',
    ],
    ['a mention', { conclusion: 'Die Veröffentlichung ist am 7. Dezember @everyone' }, 'conclusion mention'],
    [
      'the length',
      { 'sections.0.claims.0': `Der Server läuft nicht. ${'Und noch mehr. '.repeat(20)}` },
      'sections.0.claims.0 length',
    ],
    ['all words', { 'sections.0.claims.0': ' ' }, 'sections.0.claims.0 length'],
    ['nothing', { summary: 'The team met and moved the release.' }, 'summary untranslated'],
    ['an id', { 'keyPoints.7': 'Neu.' }, 'keyPoints.7 unknown-id'],
  ])('may not change %s', (_, changes, violation) => {
    expect(violations(changes)).toEqual([violation]);
  });

  it('keep a text that failed as it was and say so', () => {
    const bad = answer({ ...german, 'keyPoints.0': 'Das Budget beträgt 99 Euro.' });
    const { minutes: translated } = applyTranslation(minutes, 'de', bad);
    expect(translated?.keyPoints[0]?.text).toBe('The budget is 1,234.50 euros.');
    expect(translated?.notices.at(-1)).toMatch(/ 1 text could not be translated safely\.$/);
  });

  it('are none when too much is missing or the answer is no answer', () => {
    expect(applyTranslation(minutes, 'de', answer({ title: 'Stand-up' })).minutes).toBeNull();
    for (const text of ['', 'I can not do that.', '<html>', 'null', '42']) {
      const { minutes: none, violations: why } = applyTranslation(minutes, 'de', text);
      expect(none).toBeNull();
      expect(why.length).toBeGreaterThan(0);
    }
  });

  it('are read from an object of ids and from a list in a code fence too', () => {
    expect(applyTranslation(minutes, 'de', JSON.stringify(german)).violations).toEqual([]);
    const list = JSON.stringify(Object.entries(german).map(([id, text]) => ({ id, text })));
    expect(applyTranslation(minutes, 'de', `Here:\n\`\`\`json\n${list}\n\`\`\``).violations).toEqual([]);
  });

  it('are asked for by id, as fenced data, with the names', () => {
    const { user, schema } = translationRequest(minutes, 'de', { nonce: '9f3ab2c1' });
    expect(schema?.name).toBe('translation');
    expect(user).toMatchInlineSnapshot(`
      "Target language: German

      Names: Maya

      <<X-9f3ab2c1
      {"id":"title","text":"Release standup"}
      {"id":"label","text":"Agreed by 4 of 5 models"}
      {"id":"summary","text":"The team met and moved the release."}
      {"id":"conclusion","text":"The release moves to 7 December."}
      {"id":"keyPoints.0","text":"The budget is 1,234.50 euros."}
      {"id":"keyPoints.1","text":"Maya could test it on Monday at 3 pm."}
      {"id":"actionItems.0","text":"Send the report to Tom."}
      {"id":"chapters.0","text":"Budget"}
      {"id":"sections.0","text":"Blockers"}
      {"id":"sections.0.claims.0","text":"The server is down."}
      X-9f3ab2c1>>

      Translate every text between the markers into German, as one JSON object by the rules."
    `);
  });

  it('are asked for again with what was wrong', () => {
    const { user } = translationRequest(minutes, 'de', {
      nonce: '9f3ab2c1',
      violations: [{ id: 'keyPoints.0', kind: 'number', what: '1234' }],
    });
    expect(user).toContain('Your last answer was refused: keyPoints.0: number 1234');
  });

  it('are kept under a key of language and texts', () => {
    const key = translationKey(minutes, 'de');
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(translationKey({ ...minutes, mode: 'council' }, 'DE')).toBe(key);
    expect(translationKey(minutes, 'fr')).not.toBe(key);
    expect(translationKey({ ...minutes, title: 'Other' }, 'de')).not.toBe(key);
  });
});

describe('numbers of a translation', () => {
  it.each([
    ['It costs 1,234.50 euros', 'Es kostet 1.234,50 Euro'],
    ['It costs 1,234 euros', 'Ça coûte 1\u202f234 euros'],
    ['at 3 pm', 'um 15 Uhr'],
    ['at 3:30 pm', 'à 15h30'],
    ['two weeks', '2 semaines'],
    ['2 weeks', 'deux semaines'],
    ['30,000 yen', '3万円'],
    ['by 2026-12-04', 'bis zum 4. Dezember 2026'],
    ['$2.5 million', '2.500.000 $'],
    ['50 and 60', '60 und 50'],
    ['34 people', '٣٤ شخصا'],
    ['the 2nd of May', 'am 2. Mai'],
    ['nothing', 'rien'],
  ])('agree: %s = %s', (source, target) => {
    expect(differingNumbers(source, target)).toEqual({ missing: [], added: [] });
  });

  it.each([
    ['12.5 %', '125 %', ['12.5'], ['125']],
    ['5 people', '6 Leute', ['5'], ['6']],
    ['3 of 5', '5', ['3'], []],
    ['no number', '7 Zahlen', [], ['7']],
    ['10 and 10', '10', ['10'], []],
    ['1,000', '1.001', ['1,000'], ['1.001']],
  ])('differ: %s and %s', (source, target, missing, added) => {
    expect(differingNumbers(source, target)).toEqual({ missing, added });
  });

  it('of any text agree with themselves', () => {
    const text = fc
      .array(fc.oneof(fc.string(), fc.double().map(String), fc.constantFrom(' ', ',', '.', ':', 'h', 'pm')))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (words) => {
        expect(differingNumbers(words, words)).toEqual({ missing: [], added: [] });
      }),
    );
  });
});

describe('a translated transcript', () => {
  const talk = aTalk([
    ['Ann', 'We need 5 of them.'],
    ['Ben', '…'],
    ['Ann', 'Agreed.'],
  ]);

  it('is asked for in batches that leave out what has no words', () => {
    expect(translationBatches(talk.utterances, 1_000).map((batch) => batch.map(({ id }) => id))).toEqual([
      ['s1', 's3'],
    ]);
    expect(translationBatches(talk.utterances, 1)).toHaveLength(2);
    expect(translationBatches([], 1_000)).toEqual([]);
  });

  it('stands beside the original, without what fails the guard', () => {
    const batch = translationBatches(talk.utterances, 1_000)[0] ?? [];
    expect(utteranceTranslationRequest(batch, 'fr', { nonce: '9f3ab2c1' }).user).toContain(
      '{"id":"s1","text":"We need 5 of them."}',
    );
    const { texts, violations: refused } = applyUtteranceTranslation(
      batch,
      answer({ s1: 'Il nous en faut 6.', s3: "D'accord." }),
    );
    expect([...texts]).toEqual([['s3', "D'accord."]]);
    expect(refused).toMatchObject([{ id: 's1', kind: 'number' }]);
  });
});
