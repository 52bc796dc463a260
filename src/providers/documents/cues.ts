import type { Transcript, Translation } from '../../domain/transcript.ts';
import { cleanName, cleanText } from './clean-text.ts';

/** One utterance as a subtitle. */
export interface Cue {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Null when nobody can tell who spoke. */
  readonly name: string | null;
  readonly text: string;
  /** The same in another language, for formats that show it beside the words. */
  readonly translation: Translation | null;
}

/** One cue an utterance, in order of time; utterances without a visible character are left out, overlapping ones both stay. */
export function cuesOf({ utterances, speakers }: Transcript): readonly Cue[] {
  return utterances
    .map(({ id, startMs, endMs, name, text, translation }) => ({
      id: cleanText(id),
      startMs,
      // Players skip a cue that does not last.
      endMs: Math.max(endMs, startMs + 1),
      name: speakers === null ? null : cleanName(name),
      text: cleanText(text),
      translation: translation ? { ...translation, text: cleanText(translation.text) } : null,
    }))
    .filter(({ text }) => text !== '')
    .toSorted((a, b) => a.startMs - b.startMs);
}

/** "(en) Good morning." for what some cues say in another language; null when nobody translated them. */
export function translationLine(cues: readonly Pick<Cue, 'translation'>[]): string | null {
  const texts = cues.flatMap(({ translation }) => translation?.text || []);
  const language = cues.find(({ translation }) => translation?.text)?.translation?.language;
  return language === undefined ? null : `(${cleanText(language)}) ${texts.join(' ')}`;
}
