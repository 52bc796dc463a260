import { describe, expect, it } from 'vitest';
import { applyWording, wordingRequest } from '../../../src/minutes/council/index.ts';
import { aDraft, agreed, carefulDraft } from '../../fixtures/drafts.ts';

const minutes = agreed(Array.from({ length: 5 }, () => carefulDraft));
const [release, marketing] = minutes.decisions.map(({ support }) => support?.id ?? '');
const idsOf = [...minutes.decisions, ...minutes.actionItems, ...minutes.openQuestions, ...minutes.keyPoints].map(
  (item) => ({
    id: item.support?.id ?? '',
    text: 'task' in item ? item.task : item.text,
  }),
);
type Items = readonly { readonly id: string; readonly text: string }[];
const answer = (change: {
  readonly items?: (items: Items) => Items;
  readonly summary?: readonly { sentence: string; ids: string[] }[];
}) =>
  JSON.stringify({
    items: change.items?.(idsOf) ?? idsOf,
    summary: change.summary ?? [{ sentence: 'It was decided to move the release to Thursday.', ids: [release] }],
  });
const reword = (id: string | undefined, text: string) => (items: Items) =>
  items.map((item) => (item.id === id ? { id: item.id, text } : item));

describe('what a seat is asked to word', () => {
  it('holds every confirmed item by its id and nobody who made it', () => {
    const request = wordingRequest(minutes);
    for (const { id } of idsOf) expect(request?.user).toContain(`"id":"${id}"`);
    expect(request?.user).not.toMatch(/seat-|model-/);
    expect(JSON.stringify(request?.schema.json)).toContain('"additionalProperties":false');
  });

  it('tells what was wrong the first time', () => {
    expect(wordingRequest(minutes, ['item x is missing'])?.user).toContain('refused:\n- item x is missing');
  });

  it('leaves out what is not confirmed and numbers that nobody said', () => {
    const doubtful = aDraft({
      decisions: [
        { text: 'Marketing stays at 40 percent of the budget.', made_by: [], evidence: ['s13', 's14'] },
        { text: 'The payment provider will be switched.', made_by: [], evidence: ['s9'] },
      ],
    });
    expect(wordingRequest(agreed([doubtful, doubtful, doubtful]))).toBeNull();
  });
});

describe('a wording', () => {
  it('is taken when it says what was agreed', () => {
    const { minutes: worded, violations } = applyWording(
      minutes,
      answer({ items: reword(release, 'The team moves the release to Thursday.') }),
      'gpt-4o-mini',
    );
    expect(violations).toEqual([]);
    expect(worded.decisions[0]).toMatchObject({
      text: 'The team moves the release to Thursday.',
      evidence: ['s4', 's5'],
      votes: 5,
    });
    expect(worded.summary).toBe('It was decided to move the release to Thursday.');
    expect(worded.summaryClaims[0]).toMatchObject({ evidence: ['s4', 's5'], startMs: 12_000, votes: 5, of: 5 });
    expect(worded.provenance?.wordedBy).toBe('gpt-4o-mini');
  });

  it.each([
    ['an item is missing', answer({ items: (items) => items.slice(1) }), /is missing/],
    ['an item is new', answer({ items: (items) => [...items, { id: 'x', text: 'New' }] }), /was not asked for/],
    ['an item is there twice', answer({ items: (items) => [...items, ...items.slice(0, 1)] }), /twice/],
    ['a number is new', answer({ items: reword(release, 'The release moves to Thursday the 17th.') }), /"17"/],
    ['a number is another', answer({ items: reword(marketing, 'The marketing budget stays at 16 percent.') }), /"16"/],
    ['a name is new', answer({ items: reword(release, 'The release moves to Thursday with Zoe.') }), /"zoe"/],
    [
      'there is a link',
      answer({ items: reword(release, 'The release moves to Thursday, see https://evil.example.') }),
      /a link/,
    ],
    ['there is a mention', answer({ items: reword(release, '@everyone the release moves to Thursday.') }), /a mention/],
    [
      'it is turned around',
      answer({ items: reword(release, 'The release does not move to Thursday.') }),
      /the opposite/,
    ],
    [
      'it is about something else',
      answer({ items: reword(release, 'Ann sends the invoice report.') }),
      /something else/,
    ],
    ['it is empty', answer({ items: reword(release, ' ') }), /empty/],
    [
      'a sentence cites nothing',
      answer({ summary: [{ sentence: 'The release moves to Thursday.', ids: [] }] }),
      /cites ids/,
    ],
    [
      'a sentence has a number of its own',
      answer({ summary: [{ sentence: 'The release moves to Thursday in 3 weeks.', ids: [release ?? ''] }] }),
      /"3"/,
    ],
    [
      'a sentence denies',
      answer({ summary: [{ sentence: 'The release never moves to Thursday.', ids: [release ?? ''] }] }),
      /denies/,
    ],
    ['the summary is empty', answer({ summary: [] }), /fewer than 200/],
    [
      'the summary has no end',
      answer({
        summary: Array.from({ length: 60 }, () => ({
          sentence: 'The release moves to Thursday, that is decided.',
          ids: [release ?? ''],
        })),
      }),
      /more than 300/,
    ],
    ['it is no JSON', 'Here are your minutes!', /not the JSON/],
    ['it was cut', answer({}).slice(0, -40), /not the JSON/],
  ])('is refused, with the reason, when %s', (_, text, reason) => {
    const result = applyWording(minutes, text, 'gpt-4o-mini');
    expect(result.violations.join('\n')).toMatch(reason);
    expect(result.minutes).toBe(minutes);
  });

  it('is refused when it is firmer than what was said', () => {
    const open = {
      ...carefulDraft,
      key_points: [{ text: 'The team might switch the payment provider.', evidence: ['s9'] }],
    };
    const hedged = agreed(Array.from({ length: 5 }, () => open));
    const point = hedged.keyPoints[0]?.support?.id;
    const items = [...hedged.decisions, ...hedged.openQuestions, ...hedged.keyPoints]
      .map(({ support, text }) => ({
        id: support?.id ?? '',
        text: support?.id === point ? 'The team will switch the payment provider.' : text,
      }))
      .concat(hedged.actionItems.map(({ support, task }) => ({ id: support?.id ?? '', text: task })));
    const summary = [{ sentence: 'The release moves to Thursday.', ids: [hedged.decisions[0]?.support?.id ?? ''] }];
    expect(applyWording(hedged, JSON.stringify({ items, summary }), 'm').violations).toEqual([
      `item ${point}: it is firmer than its variants`,
    ]);
  });
});
