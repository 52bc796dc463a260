import { describe, expect, it } from 'vitest';
import { writeExtractiveMinutes } from '../../../src/minutes/index.ts';
import { aTalk, type TranscriptOptions } from '../../fixtures/transcripts.ts';

type Said = readonly [name: string, text: string];

const minutesOf = (lines: readonly Said[], options?: TranscriptOptions) =>
  writeExtractiveMinutes({ title: 'Talk', startedAtMs: 0, timeZone: 'UTC', transcript: aTalk(lines, options) });
const decisions = (...lines: Said[]) => minutesOf(lines).decisions.map(({ text }) => text);
const questions = (...lines: Said[]) => minutesOf(lines).openQuestions.map(({ text }) => text);

describe('decisions', () => {
  it.each([
    'We decided to keep the old logo for now.',
    'We have agreed on the blue design.',
    "Let's go with the cheaper supplier.",
    "So that's settled, the office moves in March.",
    'We are going with the cheaper supplier.',
  ])('believes "%s"', (text) => {
    expect(decisions(['Ann', text])).toEqual([text]);
  });

  it('needs an agreement for a proposal', () => {
    expect(decisions(['Ann', "Let's use the cheaper supplier."], ['Ben', 'How is the weather?'])).toEqual([]);
    expect(decisions(['Ann', "Let's use the cheaper supplier."], ['Ben', 'Sounds good.'])).toHaveLength(1);
    expect(decisions(['Ann', "Let's use the cheaper supplier."], ['Ben', 'Yeah, but it is slow.'])).toEqual([]);
  });

  it.each([
    "We haven't decided on the supplier yet.",
    'Have we decided on the supplier?',
    'If we decided on the cheaper supplier we would save money.',
    'They said we decided on the cheaper supplier.',
    'Maybe we agreed on the cheaper supplier.',
    "Let's go with the presentations first.",
    'We need to decide on the cheaper supplier.',
  ])('does not believe "%s"', (text) => {
    expect(decisions(['Ann', text], ['Ben', 'Okay.'])).toEqual([]);
  });
});

describe('open questions', () => {
  const question = 'Who pays for the new coffee machine?';

  it('is open when the talk goes on with other questions or stops', () => {
    expect(questions(['Ann', question])).toEqual([question]);
    expect(questions(['Ann', question], ['Ben', 'Hm.'], ['Ann', 'Well.'], ['Ben', 'Right then?'])).toEqual([question]);
  });

  it('may be short and the last thing that is said', () => {
    expect(questions(['Maya', 'hi there'], ['Tom', 'Who owns the budget?'])).toEqual(['Who owns the budget?']);
  });

  it.each(['Me.', 'Priya does.', 'I do.', 'Probably Priya.', 'Finance.'])(
    'is answered by "%s" when it asks who',
    (answer) => {
      expect(questions(['Tom', 'Who owns the budget?'], ['Maya', answer])).toEqual([]);
    },
  );

  it.each(['Hm.', 'Oh.', 'Well.', 'Uhh.'])('is not answered by "%s"', (sound) => {
    expect(questions(['Tom', 'Who owns the budget?'], ['Maya', sound])).toEqual(['Who owns the budget?']);
  });

  it('is answered by a statement of somebody else', () => {
    expect(questions(['Ann', question], ['Ben', 'The company pays for that.'])).toEqual([]);
    expect(questions(['Ann', 'Should we buy the new coffee machine?'], ['Ben', 'Yes.'])).toEqual([]);
  });

  it('stays open when the answer is that nobody knows', () => {
    expect(questions(['Ann', question], ['Ben', "Good question, I don't know."])).toEqual([question]);
  });

  it('is no question when it is a courtesy or answered by the one who asked', () => {
    expect(questions(['Ann', 'Can everybody see my shared screen now?'])).toEqual([]);
    const answer = 'Well, the company pays for it as it has always done since we moved in here.';
    expect(questions(['Ann', `${question} ${answer}`])).toEqual([]);
  });

  it('takes what comes next for the answer when nobody can tell who spoke', () => {
    const lines: Said[] = [
      ['Ann', question],
      ['Ben', 'The company pays for that.'],
    ];
    expect(minutesOf(lines, { knowsSpeakers: false }).openQuestions).toEqual([]);
  });
});
