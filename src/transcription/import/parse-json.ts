import { z } from 'zod';
import type { ImportedUtterance } from './imported-utterance.ts';
import { unreadable } from './unreadable.ts';

const utteranceSchema = z.object({
  speaker: z.string().nullish(),
  name: z.string().nullish(),
  startMs: z.number().nonnegative(),
  endMs: z.number().nonnegative(),
  text: z.string(),
});
const speakersSchema = z.array(z.object({ speaker: z.string(), name: z.string() })).nullish();

/** The list of `mom minutes --json` beside its `speakers`, or the transcript of an exported document with its own. */
const fileSchema = z.object({
  transcript: z.union([
    z.array(utteranceSchema),
    z.object({ utterances: z.array(utteranceSchema), speakers: speakersSchema }),
  ]),
  speakers: speakersSchema,
});

/** Our own JSON, from `mom minutes --json` or from an export. */
export function parseJson(text: string, fileName: string): readonly ImportedUtterance[] {
  const file = fileSchema.safeParse(parse(text, fileName));
  if (!file.success) {
    const [issue] = file.error.issues;
    const where = issue?.path.join('.') || 'the file';
    throw unreadable(fileName, `${where} is not as AI MOM writes it`, file.error);
  }
  const { transcript } = file.data;
  const isList = Array.isArray(transcript);
  const speakers = isList ? file.data.speakers : transcript.speakers;
  const names = new Map(speakers?.map(({ speaker, name }) => [speaker, name]));
  return (isList ? transcript : transcript.utterances).map(({ speaker, name, startMs, endMs, text: words }) => ({
    // A null list of speakers says that nobody could tell the voices apart: then the labels mean nothing.
    speaker: speakers === null ? null : (name ?? names.get(speaker ?? '') ?? speaker ?? null),
    startMs,
    endMs: Math.max(startMs, endMs),
    text: words,
  }));
}

function parse(text: string, fileName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(fileName, 'it is not valid JSON', error);
  }
}
