import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countWords } from '../../../src/minutes/council/count-words.ts';
import { bestAssignment } from '../../eval/minutes/assignment.ts';
import { f1Of, scoreOf } from '../../eval/minutes/score.ts';
import { readMeetings } from '../../fixtures/meetings/read-meetings.ts';

const matrix = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
);

/** Tries every way. */
function bestSum(scores: readonly (readonly number[])[], taken: ReadonlySet<number> = new Set()): number {
  const [row, ...rest] = scores;
  if (!row) return 0;
  const tries = row.map((score, column) =>
    taken.has(column) ? 0 : score + bestSum(rest, new Set([...taken, column])),
  );
  return Math.max(bestSum(rest, taken), ...tries);
}

describe('the assignment of items', () => {
  it('is the best of all ways, and gives no column twice', () => {
    fc.assert(
      fc.property(matrix, (scores) => {
        const columns = bestAssignment(scores);
        const given = columns.filter((column) => column >= 0);
        expect(new Set(given).size).toBe(given.length);
        const sum = columns.reduce((total, column, row) => total + (scores[row]?.[column] ?? 0), 0);
        expect(sum).toBe(bestSum(scores));
      }),
    );
  });
});

describe('a score', () => {
  const gold = [
    { text: 'Send the invoice report to finance', evidence: ['s8'] },
    { text: 'Fix the crash in the login screen', evidence: ['s20'] },
  ];

  it('knows an item in other words, and counts neither strangers nor repetitions', () => {
    const items = [
      { text: 'Fix crash in the login', evidence: ['s21'] },
      { text: 'Fix the crash of the login screen', evidence: ['s20'] },
      { text: 'Paint the moon', evidence: ['s20'] },
    ];
    expect(scoreOf(items, gold)).toEqual({ found: 1, given: 3, gold: 2 });
    expect(f1Of([scoreOf(items, gold)])).toBe(0.4);
    expect(f1Of([scoreOf(gold, gold)])).toBe(1);
  });
});

describe('the meetings with known minutes', () => {
  const meetings = readMeetings();

  it('are at least twelve of different kinds in at least three languages, of 40 to 120 utterances and 8 to 15 items', () => {
    expect(meetings.length).toBeGreaterThanOrEqual(12);
    expect(new Set(meetings.map(({ language }) => language)).size).toBeGreaterThanOrEqual(3);
    expect(new Set(meetings.map(({ template }) => template)).size).toBeGreaterThanOrEqual(8);
    for (const { gold, transcript } of meetings) {
      const lists = [gold.decisions, gold.action_items, gold.key_points, gold.open_questions];
      const items = lists.reduce((sum, { length }) => sum + length, 0);
      expect(items).toBeGreaterThanOrEqual(8);
      expect(items).toBeLessThanOrEqual(15);
      expect(transcript.utterances.length).toBeGreaterThanOrEqual(40);
      expect(transcript.utterances.length).toBeLessThanOrEqual(120);
    }
  });

  it('have a summary as long as a seat is asked for', () => {
    const words = meetings.map(({ gold: { summary } }) =>
      countWords(summary.map(({ sentence }) => sentence).join(' ')),
    );
    expect(Math.min(...words)).toBeGreaterThanOrEqual(195);
    expect(Math.max(...words)).toBeLessThanOrEqual(300);
  });

  it('have every kind of trap', () => {
    const kinds = new Set(meetings.flatMap(({ traps }) => traps.map(({ kind }) => kind)));
    expect(kinds).toEqual(new Set(['hedge', 'retracted', 'joke']));
    expect(meetings.filter(({ orders }) => orders.length > 0).length).toBeGreaterThanOrEqual(4);
  });
});
