import { z } from 'zod';
import type { Draft } from '../../../domain/draft.ts';

/** Counts up whenever the fields of a draft change, so that old answers are not taken for new ones. */
export const DRAFT_SCHEMA_VERSION = 1;

const mood = z.enum(['positive', 'neutral', 'negative', 'mixed']);
const evidence = z.array(z.string());
const cited = z.object({ text: z.string(), evidence });

/**
 * The answer as every provider's strict mode allows it: all keys required, nothing optional, no bounds. Counts and lengths are
 * ours to enforce, after the answer came.
 */
export const draftSchema = z.object({
  language: z.string(),
  title: z.string(),
  summary: z.array(z.object({ sentence: z.string(), evidence })),
  key_points: z.array(cited),
  decisions: z.array(z.object({ text: z.string(), made_by: z.array(z.string()), evidence })),
  action_items: z.array(
    z.object({
      task: z.string(),
      owner: z.string().nullable(),
      owner_basis: z.enum(['self_committed', 'assigned_and_accepted', 'assigned', 'inferred', 'none']),
      due_text: z.string().nullable(),
      evidence,
    }),
  ),
  open_questions: z.array(z.object({ text: z.string(), asked_by: z.string().nullable(), evidence })),
  conclusion: cited,
  speakers: z.array(z.object({ speaker: z.string(), insights: z.array(cited), sentiment: mood })),
  sentiment: z.object({ overall: mood, evidence }),
  chapters: z.array(z.object({ title: z.string(), first: z.string(), last: z.string() })),
  sections: z.array(z.object({ id: z.string(), items: z.array(cited) })),
  transcript_fixes: z.array(
    z.object({
      segment: z.string(),
      wrong: z.string(),
      right: z.string(),
      kind: z.enum(['name', 'term', 'acronym']),
    }),
  ),
  injection_suspects: z.array(z.string()),
}) satisfies z.ZodType<Draft>;

/** What is sent as `json_schema`: legal for the strict modes of OpenAI, Groq and Anthropic. */
export const draftJsonSchema: Readonly<Record<string, unknown>> = withoutDialect(z.toJSONSchema(draftSchema));

function withoutDialect(schema: Record<string, unknown>): Record<string, unknown> {
  // "$schema" is the one keyword here that no strict mode knows.
  const { $schema: _, ...rest } = schema;
  return rest;
}
