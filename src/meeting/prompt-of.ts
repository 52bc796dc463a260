import type { Meeting } from '../domain/meeting.ts';
import type { GlossaryStore } from '../ports/glossary-store.ts';
import { glossaryPrompt } from '../transcription/index.ts';

/**
 * What the engine may expect in a recording: who takes part, and the glossary of its scope. Nothing where that has no glossary: names
 * alone gain little, and every prompt is something that an engine can repeat instead of listening.
 */
export async function promptOf({ tracks, settings }: Meeting, glossary: GlossaryStore): Promise<string | undefined> {
  const terms = await glossary.terms(settings.scope);
  if (terms.length === 0) return undefined;
  const names = tracks.map((track) => track.speaker?.name ?? '').filter((name) => /\p{L}/u.test(name));
  return glossaryPrompt([...names, ...terms]);
}
