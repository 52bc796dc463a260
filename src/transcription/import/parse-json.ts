import { z } from 'zod';
import type { ImportedTranscript, ImportedUtterance } from './imported-transcript.ts';
import { unreadable } from './unreadable.ts';

/** ECMAScript dates end here; beyond it no calendar has a day. */
const LAST_EPOCH_MS = 8.64e15;

const epochMs = z.number().min(-LAST_EPOCH_MS).max(LAST_EPOCH_MS).nullish();
const isoTime = z.iso.datetime({ offset: true }).nullish();
const durationMs = z.number().nonnegative().nullish();
const words = z.string().nullish();

const utteranceSchema = z.object({
  speaker: words,
  name: words,
  startMs: z.number().nonnegative(),
  endMs: z.number().nonnegative(),
  text: z.string(),
  confidence: z.number().min(0).max(1).nullish(),
  language: words,
});
const speakersSchema = z.array(z.object({ speaker: z.string(), name: z.string() })).nullish();

/** What `mom minutes --json` prints: the list of utterances beside everything else. */
const printedSchema = z.object({
  title: words,
  startedAt: isoTime,
  startedAtMs: epochMs,
  language: words,
  durationMs,
  speakers: speakersSchema,
  transcript: z.array(utteranceSchema),
});

/** What an export writes: the meeting and the transcript as objects. */
const exportedSchema = z.object({
  meeting: z.object({ title: words, startedAt: isoTime, startedAtMs: epochMs }).nullish(),
  durationMs,
  transcript: z.object({ utterances: z.array(utteranceSchema), speakers: speakersSchema, language: words }),
});

const shapeSchema = z.object({ transcript: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]) });

/** Our own JSON, from `mom minutes --json` or from an export. Fields that are not known are passed over. */
export function parseJson(text: string, fileName: string): ImportedTranscript {
  const content = parse(text, fileName);
  const { transcript } = read(shapeSchema, content, fileName);
  return Array.isArray(transcript)
    ? fromPrinted(read(printedSchema, content, fileName))
    : fromExported(read(exportedSchema, content, fileName));
}

function parse(text: string, fileName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(fileName, 'it is not valid JSON', error);
  }
}

function read<Shape extends z.ZodType>(schema: Shape, content: unknown, fileName: string): z.infer<Shape> {
  const file = schema.safeParse(content);
  if (file.success) return file.data;
  const where = file.error.issues[0]?.path.join('.') || 'the file';
  throw unreadable(fileName, `${where} is not as AI MOM writes it`, file.error);
}

const fromPrinted = (file: z.infer<typeof printedSchema>): ImportedTranscript => ({
  title: filled(file.title),
  startedAtMs: startOf(file),
  language: filled(file.language),
  durationMs: file.durationMs ?? null,
  hasTimes: true,
  utterances: utterancesOf(file.transcript, file.speakers),
});

const fromExported = ({
  meeting,
  durationMs: length,
  transcript,
}: z.infer<typeof exportedSchema>): ImportedTranscript => ({
  title: filled(meeting?.title),
  startedAtMs: startOf(meeting ?? {}),
  language: filled(transcript.language),
  durationMs: length ?? null,
  hasTimes: true,
  utterances: utterancesOf(transcript.utterances, transcript.speakers),
});

interface Start {
  readonly startedAt?: string | null | undefined;
  readonly startedAtMs?: number | null | undefined;
}

const startOf = ({ startedAt, startedAtMs }: Start): number | null =>
  startedAtMs ?? (startedAt ? Date.parse(startedAt) : null);

function utterancesOf(
  utterances: readonly z.infer<typeof utteranceSchema>[],
  speakers: z.infer<typeof speakersSchema>,
): readonly ImportedUtterance[] {
  const names = new Map(speakers?.map(({ speaker, name }) => [speaker, name]));
  return utterances.map(({ speaker, name, startMs, endMs, text, confidence, language }) => {
    // A null list of speakers says that nobody could tell the voices apart: then the labels mean nothing.
    const label = speakers === null ? null : (filled(speaker) ?? filled(name));
    return {
      speaker: label,
      name: label === null ? null : (filled(name) ?? filled(names.get(label)) ?? label),
      startMs,
      endMs: Math.max(startMs, endMs),
      text,
      confidence: confidence ?? null,
      language: filled(language),
    };
  });
}

/** Text that says something, or null. */
const filled = (text: string | null | undefined): string | null => text?.trim() || null;
