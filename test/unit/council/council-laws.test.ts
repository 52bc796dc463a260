import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft, SeatDraft } from '../../../src/domain/draft.ts';
import type { Minutes } from '../../../src/domain/minutes.ts';
import { agreeOn, parseDraft } from '../../../src/minutes/council/index.ts';
import { aDraft, anInput, carefulDraft, releaseTalk, seatDrafts } from '../../fixtures/drafts.ts';

/** Words that make statements alike, unlike, turned around and numbered otherwise. */
const word = fc.constantFrom(
  'release',
  'thursday',
  'budget',
  'marketing',
  'not',
  'fifteen',
  '20',
  'login',
  'crash',
  'report',
  'send',
  'invoice',
  'maybe',
  'Zoe',
  'board',
);
const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
const evidence = fc.array(
  fc.integer({ min: 1, max: 18 }).map((number) => `s${number}`),
  { maxLength: 3 },
);
const cited = fc.record({ text, evidence });
const draft = fc
  .record({
    summary: fc.array(fc.record({ sentence: text, evidence }), { maxLength: 4 }),
    key_points: fc.array(cited, { maxLength: 4 }),
    decisions: fc.array(fc.record({ text, made_by: fc.constant([]), evidence }), { maxLength: 4 }),
    action_items: fc.array(
      fc.record({
        task: text,
        owner: fc.constantFrom('S1', 'S2', 'S3', 'S9', null),
        owner_basis: fc.constantFrom('self_committed' as const, 'inferred' as const, 'none' as const),
        due_text: fc.constantFrom('by Friday', 'Wednesday', null),
        evidence,
      }),
      { maxLength: 5 },
    ),
    open_questions: fc.array(fc.record({ text, asked_by: fc.constant(null), evidence }), { maxLength: 3 }),
    conclusion: cited,
    chapters: fc.array(
      fc.record({ title: text, first: fc.constantFrom('s1', 's5', 's9', 's40'), last: fc.constant('s15') }),
      { maxLength: 3 },
    ),
    transcript_fixes: fc.array(
      fc.record({
        segment: fc.constantFrom('s1', 's2', 's3'),
        wrong: word,
        right: word,
        kind: fc.constant('term' as const),
      }),
      { maxLength: 3 },
    ),
  })
  .map((parts): Draft => aDraft(parts));
const drafts = fc.array(draft, { minLength: 1, maxLength: 5 }).map(seatDrafts);
const flagged = fc.constantFrom(
  new Map<string, string>(),
  new Map([
    ['s5', 'override'],
    ['s9', 'stated-for-the-record'],
  ]),
);

const minutesOf = (list: readonly SeatDraft[], marks: ReadonlyMap<string, string> = new Map()): Minutes =>
  agreeOn(anInput({ drafts: list, flagged: marks }));

/** Everything with votes. */
const itemsOf = ({ decisions, actionItems, openQuestions, keyPoints, summaryClaims }: Minutes) => [
  ...[...decisions, ...openQuestions, ...keyPoints, ...summaryClaims].map((claim) => ({ ...claim, said: claim.text })),
  ...actionItems.map((item) => ({ ...item, said: item.task })),
];

describe('laws of agreeing', () => {
  it('the order of seats and answers changes nothing', () => {
    fc.assert(
      fc.property(
        drafts,
        flagged,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (list, marks, chances) => {
          const keyed = list.map((entry) => ({ entry, key: chances.next().value }));
          const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ entry }) => entry);
          const seats = [...anInput().seats];
          const once = JSON.stringify(agreeOn(anInput({ drafts: list, flagged: marks, seats })));
          expect(JSON.stringify(agreeOn(anInput({ drafts: shuffled, flagged: marks, seats: seats.reverse() })))).toBe(
            once,
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it('the same answers give the same bytes', () => {
    fc.assert(
      fc.property(drafts, (list) => {
        expect(JSON.stringify(minutesOf(list))).toBe(JSON.stringify(minutesOf(structuredClone(list))));
      }),
      { numRuns: 15 },
    );
  });

  it('a second answer of the same model raises no votes', () => {
    fc.assert(
      fc.property(drafts, fc.nat(), (list, pick) => {
        const twin = list[pick % list.length];
        if (twin === undefined) return;
        const votes = (minutes: Minutes) =>
          itemsOf(minutes).map(({ said, votes: count, of, tier }) => [said, count, of, tier]);
        expect(votes(minutesOf([...list, { ...twin, seat: 'seat-9' }]))).toEqual(votes(minutesOf(list)));
      }),
      { numRuns: 30 },
    );
  });

  it('a seat that falls out raises no votes', () => {
    fc.assert(
      fc.property(drafts, fc.nat(), (list, pick) => {
        fc.pre(list.length > 1);
        const rest = list.filter((_, index) => index !== pick % list.length);
        const before = [...minutesOf(list).decisions, ...minutesOf(list).openQuestions];
        const after = [...minutesOf(rest).decisions, ...minutesOf(rest).openQuestions];
        for (const { text: said, votes } of after) {
          // Only five variants of an item are told; alignment itself is tested without that bound.
          const same = before.filter((claim) => claim.support?.variants.includes(said));
          if (same.length > 0) expect(Math.max(...same.map((claim) => claim.votes))).toBeGreaterThanOrEqual(votes);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('everything points at moments that exist, in order, and opens at the first', () => {
    const times = new Map(releaseTalk.utterances.map(({ id, startMs }) => [id, startMs]));
    fc.assert(
      fc.property(drafts, flagged, (list, marks) => {
        const minutes = minutesOf(list, marks);
        for (const { evidence: ids, startMs, votes, of } of itemsOf(minutes)) {
          expect(ids.length).toBeGreaterThan(0);
          const moments = ids.map((id) => times.get(id));
          expect(moments).not.toContain(undefined);
          expect(startMs).toBe(Math.min(...moments.map((moment) => moment ?? 0)));
          // Where the seats' sentences can't be used the summary quotes the talk, which nobody voted on.
          expect(votes).toBeGreaterThanOrEqual(of === 0 ? 0 : 1);
          expect(votes).toBeLessThanOrEqual(of);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('owners are people of the meeting, ids are unique, and nothing flagged is confirmed alone', () => {
    fc.assert(
      fc.property(drafts, flagged, (list, marks) => {
        const minutes = minutesOf(list, marks);
        for (const { owner } of minutes.actionItems) expect(['Maya', 'Tom', 'Ann', null]).toContain(owner);
        const ids = itemsOf(minutes).flatMap(({ support }) => support?.id ?? []);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { tier, evidence: places } of [...minutes.decisions, ...minutes.actionItems]) {
          if (places.every((id) => marks.has(id))) expect(tier).not.toBe('confirmed');
        }
        for (const { itemId } of minutes.conflicts)
          expect(minutes.conflicts.every(({ values }) => values.length > 1)).toBe(itemId !== '');
      }),
      { numRuns: 40 },
    );
  });

  it('any answer, however broken, ends in minutes', () => {
    const whole = JSON.stringify(carefulDraft);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length), fc.string()), { minLength: 1, maxLength: 5 }), (cuts) => {
        const parsed = cuts.map(([at, tail]) => parseDraft(whole.slice(0, at) + tail).draft);
        const minutes = minutesOf(seatDrafts(parsed.filter((entry) => entry !== null)));
        expect(minutes.summary).not.toBe('');
        expect(JSON.parse(JSON.stringify(minutes))).toEqual(minutes);
      }),
      { numRuns: 30 },
    );
  });
});
