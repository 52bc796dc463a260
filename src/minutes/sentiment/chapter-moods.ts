import type { Draft } from '../../domain/draft.ts';
import type { Chapter, ChapterMood } from '../../domain/minutes.ts';
import type { Transcript, Utterance } from '../../domain/transcript.ts';
import { isEnglish } from '../extractive/index.ts';
import { tallyWords } from './tally-words.ts';

/** A mood needs this many words that sound like it, and this lead over the other; else a chapter is neutral, as most are. */
const LEAST_WORDS = 4;
const LEAST_SHARE = 0.7;

/**
 * Chapters with one of three moods, for those who asked for it. The words of a chapter (English only) have one vote, and every draft has one
 * in the chapters that its overall mood cites; more than half must agree on a mood that is not neutral. What drafts say about single speakers
 * is not read: nobody gets a score.
 */
export function chapterMoods(
  transcript: Transcript,
  chapters: readonly Chapter[],
  drafts: readonly Pick<Draft, 'sentiment'>[],
): readonly Chapter[] {
  const english = isEnglish(transcript);
  return chapters.map((chapter) => {
    const inside = transcript.utterances.filter(({ startMs }) => startMs >= chapter.startMs && startMs < chapter.endMs);
    const votes = [...(english ? [wordMood(inside)] : []), ...draftMoods(inside, drafts)];
    return { ...chapter, mood: majority(votes) };
  });
}

function wordMood(utterances: readonly Utterance[]): ChapterMood {
  const { positive, negative } = tallyWords(utterances.map(({ text }) => text).join(' . '));
  if (Math.max(positive, negative) < LEAST_WORDS) return 'neutral';
  if (positive / (positive + negative) >= LEAST_SHARE) return 'positive';
  return negative / (positive + negative) >= LEAST_SHARE ? 'negative' : 'neutral';
}

function draftMoods(
  utterances: readonly Utterance[],
  drafts: readonly Pick<Draft, 'sentiment'>[],
): readonly ChapterMood[] {
  const ids = new Set(utterances.map(({ id }) => id));
  return drafts
    .filter(({ sentiment }) => sentiment.evidence.some((id) => ids.has(id)))
    .map(({ sentiment }) => (sentiment.overall === 'mixed' ? 'neutral' : sentiment.overall));
}

function majority(votes: readonly ChapterMood[]): ChapterMood {
  const moods = ['positive', 'negative'] as const;
  return moods.find((mood) => votes.filter((vote) => vote === mood).length * 2 > votes.length) ?? 'neutral';
}
