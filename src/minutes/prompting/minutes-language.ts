import type { Transcript } from '../../domain/transcript.ts';
import { isEnglish } from '../extractive/index.ts';
import { languageName } from './language-name.ts';

export interface LanguageWishes {
  /** What was asked for this meeting; null or "auto" asks for nothing. */
  readonly meeting: string | null;
  /** Setting of the guild or workspace. */
  readonly guild: string | null;
  readonly transcript: Transcript;
}

/** The language that minutes are written in, as a code: the meeting's, else the guild's, else what most was spoken in, else English. */
export function minutesLanguage({ meeting, guild, transcript }: LanguageWishes): string {
  return known(meeting) ?? known(guild) ?? spokenLanguage(transcript) ?? 'en';
}

/** The language that most letters are in, or null when neither the engine nor the words tell. */
export function spokenLanguage(transcript: Transcript): string | null {
  const letters = new Map<string, number>();
  for (const { language, text } of transcript.utterances) {
    const code = known(language);
    if (code !== null) letters.set(code, (letters.get(code) ?? 0) + text.length);
  }
  const [most] = [...letters].toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return most?.[0] ?? known(transcript.language) ?? (isEnglish(transcript) ? 'en' : null);
}

function known(code: string | null): string | null {
  return code !== null && languageName(code) !== null ? code : null;
}
