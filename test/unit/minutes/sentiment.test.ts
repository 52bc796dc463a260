import { describe, expect, it } from 'vitest';
import type { Draft, Mood } from '../../../src/domain/draft.ts';
import type { Chapter } from '../../../src/domain/minutes.ts';
import { chapterMoods } from '../../../src/minutes/sentiment/index.ts';
import { aTalk } from '../../fixtures/transcripts.ts';

const chapter = (startMs: number, endMs: number): Chapter => ({ title: 'x', startMs, endMs, mood: null });
const vote = (overall: Mood, ...evidence: string[]): Pick<Draft, 'sentiment'> => ({ sentiment: { overall, evidence } });
const moodOf = (...texts: string[]) => {
  const talk = aTalk(texts.map((text) => ['Ann', text]));
  return chapterMoods(talk, [chapter(0, 1_000_000)], [])[0]?.mood;
};

describe('the mood of a chapter', () => {
  it.each([
    ['positive', 'The demo was fantastic and I am really proud.', 'Yes, an excellent launch, everybody loved it.'],
    ['negative', 'I am frustrated, the release was a disaster.', 'It failed again and people are angry.'],
    ['neutral', 'The meeting is at ten.', 'We have three problems and one risk on the list.'],
    ['neutral', 'It was fantastic, excellent and I loved it.', 'It was awful, terrible and I hated it.'],
    ['neutral', 'Thank you very much.', 'Thanks. Sorry, excuse me, no problem, no worries, nice to meet you.'],
    [
      'negative',
      'I am not happy, it does not look great.',
      'This is not a very good or nice result, nobody is satisfied, I am disappointed.',
    ],
    ['neutral', 'It is not bad, not a disaster, nothing failed and nobody is angry.'],
  ])('is %s by its words', (mood, ...texts) => {
    expect(moodOf(...texts)).toBe(mood);
  });

  it('is told chapter by chapter', () => {
    const talk = aTalk([
      ['Ann', 'Fantastic, excellent, I am proud and excited.'],
      ['Ben', 'Awful, terrible, a disaster, I am frustrated.'],
    ]);
    const moods = chapterMoods(talk, [chapter(0, 4_000), chapter(4_000, 8_000)], []).map(({ mood }) => mood);
    expect(moods).toEqual(['positive', 'negative']);
  });

  it('is voted on by the drafts that cite something in it', () => {
    const talk = aTalk(
      [
        ['Ann', 'Der Entwurf ist fertig.'],
        ['Ben', 'Sehr schön.'],
      ],
      { language: 'de' },
    );
    const chapters = [chapter(0, 4_000), chapter(4_000, 8_000)];
    const moods = (...votes: Pick<Draft, 'sentiment'>[]) => chapterMoods(talk, chapters, votes).map(({ mood }) => mood);
    expect(moods(vote('positive', 's2'), vote('positive', 's2'), vote('negative', 's2'))).toEqual([
      'neutral',
      'positive',
    ]);
    expect(moods(vote('positive', 's1'), vote('negative', 's1'))).toEqual(['neutral', 'neutral']);
    expect(moods(vote('mixed', 's1'), vote('positive', 's99'))).toEqual(['neutral', 'neutral']);
  });

  it('needs more than the words of English when the drafts disagree with them', () => {
    const talk = aTalk([['Ann', 'Fantastic, excellent, I am proud and excited.']]);
    const mood = (...votes: Pick<Draft, 'sentiment'>[]) => chapterMoods(talk, [chapter(0, 4_000)], votes)[0]?.mood;
    expect(mood(vote('neutral', 's1'))).toBe('neutral');
    expect(mood(vote('neutral', 's1'), vote('positive', 's1'))).toBe('positive');
  });
});
