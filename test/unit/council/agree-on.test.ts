import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../src/domain/draft.ts';
import { agreeOn } from '../../../src/minutes/council/index.ts';
import { aDraft, agreed, anAction, anInput, carefulDraft, releaseTalk, seatDrafts } from '../../fixtures/drafts.ts';
import { aTalk } from '../../fixtures/transcripts.ts';
import { confirmed, decisions, five, shown } from './agreed.ts';

describe('words under which sound was lost', () => {
  const lossy = {
    ...releaseTalk,
    utterances: releaseTalk.utterances.map((utterance) => {
      const words = utterance.text.split(' ').map((text) => ({ text, startMs: 0, endMs: 0, confidence: 0.5 }));
      const isLost = utterance.id === 's13' || utterance.id === 's14';
      return { ...utterance, words: words.map((word) => (isLost ? { ...word, hasLoss: true as const } : word)) };
    }),
  };

  it('confirm nothing by themselves, and say why', () => {
    const minutes = agreed(five(carefulDraft), { transcript: lossy });
    expect(confirmed(minutes.decisions)).toEqual(['The release moves to Thursday.']);
    const budget = minutes.decisions.find(({ text }) => text.includes('budget'));
    expect(budget).toMatchObject({ tier: 'unconfirmed', votes: 5, support: { flags: ['sound-lost'] } });
    expect(minutes.summary).not.toContain('percent');
  });

  it('do not weaken what well-heard words say beside them', () => {
    const drafts = five(decisions(['The marketing budget stays at 15 percent.', 's13', 's14']));
    const words = lossy.utterances.map((utterance) =>
      utterance.id === 's14' ? { ...utterance, words: [] } : utterance,
    );
    const minutes = agreed(drafts, { transcript: { ...lossy, utterances: words } });
    expect(minutes.decisions[0]).toMatchObject({ tier: 'confirmed', support: { flags: [] } });
  });
});

describe('five careful seats', () => {
  const minutes = agreed(five(carefulDraft));

  it('agree on everything they all say', () => {
    expect(minutes).toMatchObject({
      mode: 'council',
      title: 'Release and budget',
      language: 'en',
      template: 'general',
    });
    expect(confirmed(minutes.decisions)).toEqual([
      'The release moves to Thursday.',
      'The marketing budget stays at 15 percent.',
    ]);
    expect(confirmed(minutes.actionItems)).toEqual([
      'Fix the login crash',
      'Send the invoice report to the finance team',
    ]);
    expect(minutes.keyPoints).toHaveLength(3);
    expect(minutes.conclusion).toBe('The release moves to Thursday and marketing stays at 15 percent.');
    expect(minutes.notices).toEqual([]);
    expect(minutes.conflicts).toEqual([]);
  });

  it('give every item its moment, its speaker and its votes', () => {
    expect(minutes.decisions[1]).toMatchObject({
      evidence: ['s13', 's14'],
      startMs: 48_000,
      speaker: null,
      votes: 5,
      of: 5,
    });
    expect(minutes.openQuestions[0]).toMatchObject({ evidence: ['s11'], startMs: 40_000, speaker: 'Tom' });
  });

  it('let owners be people of the meeting and dates be what the words say', () => {
    expect(minutes.actionItems).toMatchObject([
      { owner: 'Tom', due: '2026-12-02', dueText: 'Wednesday evening' },
      { owner: 'Ann', due: '2026-12-04', dueText: 'Friday' },
    ]);
  });
});

describe('how many votes are enough', () => {
  const good = decisions(['The release moves to Thursday.', 's4', 's5']);
  const weak = decisions(['The office plants get watered by robots.', 's2']);
  const nothing = aDraft({ key_points: [{ text: 'Invoices', evidence: ['s3'] }] });
  const votesOf = (draft: Partial<Draft>, votes: number, of: number): string =>
    agreed([...Array.from({ length: votes }, () => draft), ...Array.from({ length: of - votes }, () => nothing)])
      .decisions[0]?.tier ?? 'none';

  it.each([
    [
      5,
      ['confirmed', 'confirmed', 'confirmed', 'confirmed', 'unconfirmed'],
      ['confirmed', 'confirmed', 'confirmed', 'unconfirmed', 'dropped'],
    ],
    [4, ['confirmed', 'confirmed', 'confirmed', 'unconfirmed'], ['confirmed', 'confirmed', 'unconfirmed', 'dropped']],
    [3, ['confirmed', 'confirmed', 'unconfirmed'], ['confirmed', 'confirmed', 'dropped']],
    [2, ['confirmed', 'unconfirmed'], ['confirmed', 'unconfirmed']],
    [1, ['confirmed'], ['unconfirmed']],
  ])('of %i answers', (of, withEvidence, without) => {
    const counts = Array.from({ length: of }, (_, index) => of - index);
    expect(counts.map((votes) => votesOf(good, votes, of))).toEqual(withEvidence);
    expect(counts.map((votes) => votesOf(weak, votes, of))).toEqual(without);
  });

  it('is one where two seats answered and somebody took the task on', () => {
    const task = (basis: 'self_committed' | 'inferred') =>
      agreed([
        { action_items: [anAction('Fix the login crash', ['s6'], { owner: 'S2', owner_basis: basis })] },
        nothing,
      ]).actionItems[0]?.tier;
    expect(task('self_committed')).toBe('confirmed');
    expect(task('inferred')).toBe('unconfirmed');
  });

  it('counts seats that one model served as one', () => {
    const drafts = seatDrafts(five(good)).map((draft, index) => ({
      ...draft,
      model:
        index < 3
          ? ['meta-llama/llama-3.3-70b-instruct:free', 'llama-3.3-70b-versatile', 'Llama-3.3-70B'][index]!
          : draft.model,
    }));
    const minutes = agreeOn(anInput({ drafts }));
    expect(minutes.decisions[0]).toMatchObject({ votes: 3, of: 3 });
    expect(minutes.seats.map(({ state }) => state)).toEqual(['ok', 'duplicate', 'duplicate', 'ok', 'ok']);
    expect(minutes.notices.join()).toContain('a model has one vote');
  });
});

describe('what is wrong in a draft', () => {
  it('does not get in: evidence that does not exist, and what cites nothing else', () => {
    const minutes = agreed(five(decisions(['The release moves to Thursday.', 's4', 's99'], ['We buy a boat.', 's77'])));
    expect(shown(minutes)).toEqual([['The release moves to Thursday.', 'confirmed', 5]]);
    expect(minutes.decisions[0]?.evidence).toEqual(['s4']);
  });

  it('does not move the moment at which an item opens', () => {
    const right = decisions(['The release moves to Thursday.', 's4', 's5']);
    const minutes = agreed([right, right, decisions(['The release moves to Thursday.', 's1']), right]);
    expect(minutes.decisions[0]).toMatchObject({ evidence: ['s4', 's5'], startMs: 12_000, votes: 4 });
  });

  it('is flagged and kept out of the summary when a number was never said', () => {
    const minutes = agreed(
      five({
        ...decisions(['The marketing budget stays at 40 percent.', 's13', 's14']),
        summary: [
          { sentence: 'The marketing budget stays at 40 percent.', evidence: ['s13'] },
          { sentence: 'The release moves to Thursday.', evidence: ['s5'] },
        ],
      }),
    );
    expect(minutes.decisions[0]?.support?.flags).toEqual(['number-unsupported']);
    expect(minutes.summary).toBe('The release moves to Thursday.');
  });

  it('loses against a number that was said, and both are shown', () => {
    const said = decisions(['The marketing budget stays at 15 percent.', 's13', 's14']);
    const other = decisions(['The marketing budget stays at 50 percent.', 's13', 's14']);
    const minutes = agreed([other, said, other, said, other]);
    expect(confirmed(minutes.decisions)).toEqual(['The marketing budget stays at 15 percent.']);
    expect(minutes.conflicts).toEqual([
      {
        itemId: minutes.decisions[0]?.support?.id,
        field: 'number',
        text: 'The marketing budget stays at 15 percent.',
        values: [
          { value: '15', votes: 2 },
          { value: '50', votes: 3 },
        ],
      },
    ]);
  });

  it('is told where the item itself is worded without its number', () => {
    const plain = decisions(['The marketing budget stays as it is.', 's13', 's14']);
    const said = decisions(['The marketing budget stays at 15 percent.', 's13', 's14']);
    const other = decisions(['The marketing budget stays at 50 percent.', 's13', 's14']);
    const minutes = agreed([said, plain, said, other, plain]);
    expect(minutes.conflicts.map(({ field, values }) => [field, values.map(({ value }) => value)])).toEqual([
      ['number', ['15', '50']],
    ]);
    expect(minutes.summary).not.toContain('50');
    expect(confirmed(minutes.decisions).join()).not.toContain('50');
  });

  it('is no contradiction where a seat says both: then they are two items', () => {
    const both = decisions(['Order 15 chairs for the office.', 's13'], ['Order 20 chairs for the office.', 's13']);
    expect(agreed(five(both)).conflicts).toEqual([]);
    expect(agreed(five(both)).decisions).toHaveLength(2);
  });

  it('shows both sides when seats say the opposite, and confirms neither when it is even', () => {
    const yes = decisions(['The release moves to Thursday.', 's5']);
    const no = decisions(['The release does not move to Thursday.', 's5']);
    const most = agreed([yes, yes, yes, no, no]);
    expect(confirmed(most.decisions)).toEqual(['The release moves to Thursday.']);
    expect(most.conflicts).toMatchObject([{ field: 'polarity', values: [{ votes: 3 }, { votes: 2 }] }]);
    const even = agreed([yes, yes, no, no]);
    expect(confirmed(even.decisions)).toEqual([]);
    expect(even.conflicts).toHaveLength(1);
  });

  it('cannot make a plan of a possibility', () => {
    const minutes = agreed(
      five({
        ...decisions(['The payment provider will be switched.', 's9']),
        action_items: [anAction('Switch the payment provider', ['s9'], { owner: 'S1' })],
        summary: [
          { sentence: 'Maya will switch the payment provider.', evidence: ['s9'] },
          { sentence: 'The release moves to Thursday.', evidence: ['s5'] },
        ],
      }),
    );
    expect(minutes.decisions[0]).toMatchObject({ tier: 'unconfirmed', support: { flags: ['tentative'] } });
    expect(minutes.actionItems[0]).toMatchObject({ tier: 'unconfirmed', support: { flags: ['tentative'] } });
    expect(minutes.summary).toBe('The release moves to Thursday.');
  });

  it('is a plan once somebody settled it', () => {
    const transcript = aTalk([
      ['Maya', 'Maybe Tom could look at the payment logs.'],
      ['Tom', "Sure, I'll do that tomorrow."],
      ['Maya', 'Maybe we could switch the payment provider.'],
      ['Ann', 'Nice weather today.'],
    ]);
    const task = (text: string, ...evidence: string[]) =>
      agreed(five({ action_items: [anAction(text, evidence, { owner: 'S2' })] }), { transcript }).actionItems[0]?.tier;
    expect(task('Look at the payment logs', 's1', 's2')).toBe('confirmed');
    expect(task('Look at the payment logs', 's1')).toBe('confirmed');
    expect(task('Switch the payment provider', 's3')).toBe('unconfirmed');
  });

  it('cannot give a task to a stranger, and tells that a name was never said', () => {
    const minutes = agreed(
      five({ action_items: [anAction('Fix the login crash with Zoe', ['s6'], { owner: 'Zoe' })] }),
    );
    expect(minutes.actionItems[0]).toMatchObject({ owner: null, support: { flags: ['name-unsupported'] } });
  });

  it('finds owners by tag, label and name, and others only when they were named to us', () => {
    const ownerOf = (owner: string, otherPeople: readonly string[] = []) =>
      agreed(five({ action_items: [anAction('Fix the login crash', ['s6'], { owner })] }), { otherPeople })
        .actionItems[0]?.owner;
    expect(['S2', 's2', 'tom', 'Tom', 'S2 (Tom)'].map((owner) => ownerOf(owner))).toEqual([
      'Tom',
      'Tom',
      'Tom',
      'Tom',
      'Tom',
    ]);
    expect(ownerOf('Zoe Miller')).toBeNull();
    expect(ownerOf('Zoe', ['Zoe Miller'])).toBe('Zoe Miller');
  });

  it('cannot set a date whose words were never said', () => {
    const minutes = agreed(
      five({ action_items: [anAction('Fix the login crash', ['s6'], { owner: 'S2', due_text: 'by Monday' })] }),
    );
    expect(minutes.actionItems[0]).toMatchObject({ due: null, dueText: null });
  });
});
