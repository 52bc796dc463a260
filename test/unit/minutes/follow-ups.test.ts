import { describe, expect, it } from 'vitest';
import { writeExtractiveMinutes } from '../../../src/minutes/index.ts';
import { aTalk, type TranscriptOptions } from '../../fixtures/transcripts.ts';

type Said = readonly [name: string, text: string];

/** Monday, 30 November 2026, ten o'clock in Berlin. */
const monday = { title: 'Talk', startedAtMs: Date.UTC(2026, 10, 30, 9), timeZone: 'Europe/Berlin' };

const followUps = (lines: readonly Said[], options?: TranscriptOptions) =>
  writeExtractiveMinutes({ ...monday, transcript: aTalk(lines, options) }).actionItems;

const ownersOf = (...lines: Said[]) => followUps(lines).map(({ owner }) => owner);

describe('possible follow-ups', () => {
  it('gives a promise in the first person to the one who speaks', () => {
    expect(followUps([['Ann', "I'll send the contract to the lawyers."]])).toMatchObject([
      { task: 'send the contract to the lawyers', owner: 'Ann', due: null, dueText: null, evidence: ['s1'] },
    ]);
  });

  it('understands curly apostrophes as straight ones', () => {
    expect(followUps([['Ann', 'I’ll send Ben’s contract to the lawyers.']])).toMatchObject([
      { task: 'send Ben’s contract to the lawyers', owner: 'Ann' },
    ]);
  });

  it('gives a request to the one who was called and said yes', () => {
    expect(ownersOf(['Ann', 'Ben, can you update the wiki page?'], ['Ben', 'Sure.'])).toEqual(['Ben']);
    expect(ownersOf(['Ann', 'Can you update the wiki page, Ben?'], ['Cem', 'Hm.'], ['Ben', 'Will do.'])).toEqual([
      'Ben',
    ]);
  });

  it('names nobody when the one who was asked said nothing', () => {
    const found = followUps([
      ['Ben', 'Good morning to all of you.'],
      ['Ann', 'Ben, can you update the wiki page by Friday?'],
      ['Cem', 'The next point is the budget.'],
    ]);
    expect(found).toMatchObject([{ owner: null, dueText: 'Friday', due: '2026-12-04' }]);
  });

  it('names nobody when nobody was called and the answer is only "yeah"', () => {
    expect(ownersOf(['Ann', 'Can you update the wiki page by Friday?'], ['Ben', 'Yeah.'])).toEqual([null]);
  });

  it('names who takes an open request with "I will"', () => {
    expect(ownersOf(['Ann', 'Can you update the wiki page by Friday?'], ['Ben', 'Yes, I will do that.'])).toEqual([
      'Ben',
    ]);
  });

  it('drops what was refused', () => {
    expect(ownersOf(['Ann', 'Ben, can you update the wiki page by Friday?'], ['Ben', "No, I can't."])).toEqual([]);
  });

  it('names nobody when two people have the called name', () => {
    const lines: Said[] = [
      ['Alex Stone', 'Good morning to all of you.'],
      ['Alex Wood', 'Good morning to you as well.'],
      ['Ann', 'Alex, please update the wiki page by Friday.'],
    ];
    expect(ownersOf(...lines)).toEqual([null]);
  });

  it('believes what is said of a person of the meeting, not of a stranger', () => {
    const lines: Said[] = [
      ['Ben', 'Good morning to all of you.'],
      ['Ann', 'Ben will write the report by Thursday.'],
      ['Ann', 'Zoe will write the report by Thursday.'],
    ];
    expect(ownersOf(...lines)).toEqual(['Ben']);
  });

  it.each([
    "Let's have Tom update the docs by next Tuesday",
    'Then let’s get Tom to update the docs by next Tuesday.',
    "We'll have Tom update the docs by next Tuesday.",
    'Tom will update the docs by next Tuesday.',
  ])('gives "%s" to Tom, unless Tom refuses', (text) => {
    const lines: Said[] = [
      ['Tom', 'Good morning to all of you.'],
      ['Maya', text],
    ];
    const expected = [{ task: 'update the docs', owner: 'Tom', due: '2026-12-08', dueText: 'next Tuesday' }];
    expect(followUps(lines)).toMatchObject(expected);
    expect(followUps([...lines, ['Tom', 'Fine.']])).toMatchObject(expected);
    expect(followUps([...lines, ['Tom', "Sorry, I can't."]])).toEqual([]);
  });

  it('joins what was given to somebody with the promise that answers it', () => {
    const lines: Said[] = [
      ['Tom', 'Good morning to all of you.'],
      ['Maya', "Let's have Tom update the docs by next Tuesday."],
      ['Tom', 'Sure, I will update them by Friday.'],
    ];
    expect(followUps(lines)).toMatchObject([{ task: 'update the docs', owner: 'Tom', dueText: 'Friday' }]);
  });

  it.each(["Let's have Zoe update the docs.", "Let's have Tom talk about the docs.", "Let's have lunch with Tom."])(
    'makes nothing of "%s"',
    (text) => {
      expect(ownersOf(['Tom', 'Good morning to all of you.'], ['Maya', text])).toEqual([]);
    },
  );

  it.each([
    'I could send the contract by Friday.',
    'Maybe I will send the contract by Friday.',
    'I might send the contract by Friday.',
    'If nobody minds I will send the contract by Friday.',
    'I will send the contract by Friday if legal agrees.',
    'I think I will send the contract by Friday.',
    'I will probably send the contract by Friday.',
    'I will not send the contract by Friday.',
    "I don't think I'll send the contract by Friday.",
    'They said I will send the contract by Friday.',
    'I still need the new database password by Friday.',
    'We should try to send a contract some day.',
    "I don't know what I'm going to write about.",
    "I'll just show you the next slide.",
    "Let's start with the first point of the agenda.",
    "I'll do it.",
  ])('makes no follow-up of "%s"', (text) => {
    expect(followUps([['Ann', text]])).toEqual([]);
  });

  it('keeps "ask them if": nothing hangs on that condition', () => {
    expect(ownersOf(['Ann', 'I will ask the lawyers if the contract is fine.'])).toEqual(['Ann']);
  });

  it('takes "I need to" with work for an own duty, but not a need or a thought', () => {
    expect(ownersOf(['Ann', 'I need to send the invoice to the client.'])).toEqual(['Ann']);
    expect(ownersOf(['Ann', 'I need to understand the invoice of the client.'])).toEqual([]);
    expect(ownersOf(['Ann', 'I need the invoice of the client by Friday.'])).toEqual([]);
  });

  it('needs a date before "we need to" counts, and names nobody', () => {
    expect(ownersOf(['Ann', 'We need to send the contract by Friday.'])).toEqual([null]);
    expect(ownersOf(['Ann', 'We need to send the contract.'])).toEqual([]);
  });

  it('tells a promise that is said twice once, with both moments', () => {
    const found = followUps([
      ['Ann', 'I will send the signed contract to the lawyers.'],
      ['Ben', 'And the budget looks healthy.'],
      ['Ann', 'So I will send the signed contract to the lawyers on Friday.'],
    ]);
    expect(found).toMatchObject([{ owner: 'Ann', dueText: 'Friday', evidence: ['s1', 's3'] }]);
  });

  it('names nobody when nobody can tell who spoke', () => {
    const found = followUps([['Ann', "I'll send the contract to the lawyers."]], { knowsSpeakers: false });
    expect(found).toMatchObject([{ owner: null }]);
  });

  it('finds nothing in other languages', () => {
    expect(followUps([['Ann', 'I will send the contract by Friday.']], { language: 'de' })).toEqual([]);
  });

  it('reads text without capitals and punctuation', () => {
    const found = followUps([
      ['priya', 'good morning'],
      ['tom', 'priya can you fix the login bugs before thursday'],
      ['priya', 'yes i will fix them by wednesday evening'],
    ]);
    expect(found).toMatchObject([{ task: 'fix the login bugs', owner: 'priya', due: '2026-12-02' }]);
  });
});
