import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align } from '../../../src/minutes/council/align.ts';
import { People, rosterFrom } from '../../../src/minutes/council/people.ts';
import type { Statement } from '../../../src/minutes/council/statement.ts';
import { statementsOf } from '../../../src/minutes/council/statements-of.ts';
import { TranscriptIndex } from '../../../src/minutes/council/transcript-index.ts';
import { aDraft, anAction, releaseTalk } from '../../fixtures/drafts.ts';

const index = TranscriptIndex.of(releaseTalk);
const rules = {
  index,
  flagged: new Map(),
  language: 'en',
  people: new People(rosterFrom(releaseTalk), []),
  sections: new Set<string>(),
};
type Task = readonly [voter: number, task: string, place: number, owner: string | null];

const statements = (tasks: readonly Task[]): readonly Statement[] =>
  tasks.flatMap(([voter, task, place, owner]) => {
    const draft = aDraft({ action_items: [anAction(task, [`s${place}`], { owner })] });
    return statementsOf(
      { voter, draft: { seat: `seat-${voter}`, provider: 'double', model: `m${voter}`, draft } },
      rules,
    );
  });
const votesOf = (tasks: readonly Task[]) =>
  align(statements(tasks), index)
    .clusters.map(({ center, supporters }): [string, number] => [center.text, supporters.length])
    .sort((a, b) => b[1] - a[1]);

describe('alignment', () => {
  it('finds the same task in other words, and other tasks of the same moment', () => {
    expect(
      votesOf([
        [0, 'Fix the login crash', 6, 'S2'],
        [1, 'Repair the crash at login', 6, 'S2'],
        [2, 'Resolve the crash of the login service', 6, 'S2'],
        [2, 'Tell the board about the load test', 6, 'S2'],
        [3, 'Inform the board of the load test', 6, 'S2'],
      ]),
    ).toEqual([
      [expect.stringContaining('crash'), 3],
      [expect.stringContaining('board'), 2],
    ]);
  });

  it('keeps apart what far apart moments say in like words for other people, and joins a recap', () => {
    const talk = (place: number, owner: string): Task => [
      place,
      'Send the invoice report to the finance team',
      place,
      owner,
    ];
    const far = {
      ...releaseTalk,
      utterances: Array.from({ length: 60 }, (_, at) => ({ ...releaseTalk.utterances[at % 15]!, id: `s${at + 1}` })),
    };
    const list = [talk(7, 'S3'), talk(52, 'S1')].flatMap(([voter, task, place, owner]) =>
      statementsOf(
        {
          voter,
          draft: {
            seat: `seat-${voter}`,
            provider: 'd',
            model: `m${voter}`,
            draft: aDraft({ action_items: [anAction(task, [`s${place}`], { owner })] }),
          },
        },
        { ...rules, index: TranscriptIndex.of(far) },
      ),
    );
    expect(align(list, TranscriptIndex.of(far)).clusters).toHaveLength(2);
    const recap = list.map((statement) => ({ ...statement, owner: list[0]!.owner }));
    expect(align(recap, TranscriptIndex.of(far)).clusters).toHaveLength(1);
  });

  const word = fc.constantFrom(
    'release',
    'thursday',
    'budget',
    'marketing',
    'not',
    '20',
    '30',
    'login',
    'crash',
    'report',
    'send',
    'board',
  );
  const task: fc.Arbitrary<Task> = fc.tuple(
    fc.nat(4),
    fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' ')),
    fc.integer({ min: 1, max: 15 }),
    fc.constantFrom('S1', 'S2', null),
  );

  it('gives no item more votes when a seat falls out', () => {
    fc.assert(
      fc.property(fc.array(task, { maxLength: 16 }), fc.nat(4), (tasks, gone) => {
        const all = statements(tasks);
        const before = new Map(
          align(all, index).clusters.flatMap(({ members, supporters }) =>
            members.map((member) => [member, supporters.length]),
          ),
        );
        const rest = all.filter(({ voter }) => voter !== gone);
        for (const { center, supporters } of align(rest, index).clusters) {
          expect(before.get(center)).toBeGreaterThanOrEqual(supporters.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('tells every statement in exactly one item', () => {
    fc.assert(
      fc.property(fc.array(task, { maxLength: 16 }), (tasks) => {
        const all = statements(tasks);
        const told = align(all, index).clusters.flatMap(({ members }) => members);
        expect(told).toHaveLength(all.length);
        expect(new Set(told)).toEqual(new Set(all));
      }),
    );
  });
});
