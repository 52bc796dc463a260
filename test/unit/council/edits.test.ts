import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../src/domain/draft.ts';
import { applyEdits, undoEdits, voteEdits } from '../../../src/minutes/council/index.ts';
import { seatDrafts } from '../../fixtures/drafts.ts';
import { aTalk } from '../../fixtures/transcripts.ts';

const talk = aTalk([
  ['Maya', 'We run it on cuber netties, and Shivan will not pay twenty dollars on Monday.'],
  ['Siobhan', 'Cubernetties is fine, we should use post gress too.'],
]);
type Fix = readonly [segment: string, wrong: string, right: string];
const fixes = (...list: readonly Fix[]): Partial<Draft> => ({
  transcript_fixes: list.map(([segment, wrong, right]) => ({ segment, wrong, right, kind: 'term' })),
});
const voted = (votes: number, glossary: readonly string[], ...list: readonly Fix[]) =>
  voteEdits(seatDrafts(Array.from({ length: votes }, () => fixes(...list))), talk, glossary).map(
    ({ from, to, votes: count }) => [from, to, count],
  );

describe('edits of the transcript', () => {
  it('are made for words of the glossary by one seat, and for others by three', () => {
    const fix: Fix = ['s1', 'cuber netties', 'Kubernetes'];
    expect(voted(1, ['Kubernetes'], fix)).toEqual([['cuber netties', 'Kubernetes', 1]]);
    expect(voted(2, [], fix)).toEqual([]);
    expect(voted(3, [], fix)).toEqual([['cuber netties', 'Kubernetes', 3]]);
  });

  it('count seats of one model once', () => {
    const drafts = seatDrafts([1, 2, 3].map(() => fixes(['s1', 'cuber netties', 'Kubernetes']))).map((draft) => ({
      ...draft,
      model: 'same',
    }));
    expect(voteEdits(drafts, talk, [])).toEqual([]);
  });

  it('know the names of the people here', () => {
    expect(voted(1, [], ['s1', 'Shivan', 'Siobhan'])).toEqual([['Shivan', 'Siobhan', 1]]);
  });

  it.each<[string, Fix]>([
    ['a negation', ['s1', 'will not pay', 'will now pay']],
    ['a number word', ['s1', 'twenty', 'twenties']],
    ['a unit', ['s1', 'dollars', 'collars']],
    ['a day', ['s1', 'Monday', 'Mondale']],
    ['a modal', ['s2', 'should', 'shoulder']],
    ['a new digit', ['s2', 'post gress', 'Postgres 9']],
    ['more than three words', ['s1', 'We run it on', 'We ran it in']],
    ['words that sound otherwise', ['s2', 'fine', 'broken']],
    ['words that are not there', ['s2', 'cuber netties', 'Kubernetes']],
    ['a part of a word', ['s2', 'fin', 'Finn']],
    ['an utterance that is not there', ['s9', 'fine', 'Finn']],
  ])('never touch %s, whatever all seats say', (_, fix) => {
    expect(voted(5, [fix[2]], fix)).toEqual([]);
  });

  it('of the same words take the one with most votes', () => {
    const drafts = seatDrafts([
      fixes(['s2', 'post gress', 'Postgres']),
      fixes(['s2', 'post gress', 'Postgres']),
      fixes(['s2', 'gress', 'grass']),
    ]);
    expect(voteEdits(drafts, talk, ['Postgres', 'grass']).map(({ to }) => to)).toEqual(['Postgres']);
  });

  it('keep what was heard and can be undone', () => {
    const edits = [{ utteranceId: 's1', from: 'cuber netties', to: 'Kubernetes', votes: 3 }];
    const edited = applyEdits(talk, edits);
    expect(edited.utterances[0]).toMatchObject({
      text: 'We run it on Kubernetes, and Shivan will not pay twenty dollars on Monday.',
      original: talk.utterances[0]?.text,
    });
    expect(edited.utterances[1]).toEqual(talk.utterances[1]);
    expect(undoEdits(edited)).toEqual(talk);
  });

  const word = fc.constantFrom(
    'kuba',
    'cuba',
    'not',
    'ten',
    '5',
    'Monday',
    'acme',
    'ackme',
    'a',
    'Kuba-netes',
    'euro',
    'müssen',
    'nicht',
    'été',
  );
  const phrase = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
  const someEdits = fc.array(
    fc.record({ utteranceId: fc.constant('s1'), from: phrase, to: phrase, votes: fc.nat(5) }),
    { maxLength: 5 },
  );

  it('undone is always as it was, applied twice too', () => {
    fc.assert(
      fc.property(phrase, someEdits, someEdits, (text, first, second) => {
        const before = aTalk([['Ann', text]]);
        expect(undoEdits(applyEdits(applyEdits(before, first), second))).toEqual(before);
      }),
    );
  });

  it('leave every number, negation, date and unit as it was heard', () => {
    const kept = /\b(?:not|ten|5|Monday|euro|nicht)\b/g;
    fc.assert(
      fc.property(phrase, fc.array(fc.tuple(phrase, phrase), { maxLength: 4 }), (text, pairs) => {
        const before = aTalk([['Ann', text]]);
        const drafts = seatDrafts(
          Array.from({ length: 4 }, () => fixes(...pairs.map(([from, to]): Fix => ['s1', from, to]))),
        );
        const after = applyEdits(before, voteEdits(drafts, before, []));
        expect(after.utterances[0]?.text.match(kept)).toEqual(text.match(kept));
      }),
    );
  });
});
