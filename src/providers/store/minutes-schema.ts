import { z } from 'zod';
import type {
  ActionItem,
  Chapter,
  Claim,
  Conflict,
  Minutes,
  MinutesSection,
  Provenance,
  SeatReport,
  SpeakerInsight,
  Support,
  TranscriptEdit,
} from '../../domain/minutes.ts';

const tier = z.enum(['confirmed', 'unconfirmed', 'dropped']);

const support = z.object({
  id: z.string(),
  seats: z.array(z.string()),
  evidenceScore: z.number(),
  flags: z.array(
    z.enum([
      'number-unsupported',
      'name-unsupported',
      'evidence-weak',
      'injection-suspect',
      'stated-for-the-record',
      'sound-lost',
      'tentative',
    ]),
  ),
  variants: z.array(z.string()),
}) satisfies z.ZodType<Support>;

const claim = z.object({
  text: z.string(),
  evidence: z.array(z.string()),
  startMs: z.number(),
  speaker: z.string().nullable(),
  tier,
  votes: z.number(),
  of: z.number(),
  support: support.nullable().default(null),
}) satisfies z.ZodType<Claim>;

const actionItem = z.object({
  task: z.string(),
  owner: z.string().nullable(),
  due: z.string().nullable(),
  dueText: z.string().nullable(),
  tier,
  votes: z.number(),
  of: z.number(),
  evidence: z.array(z.string()),
  startMs: z.number(),
  support: support.nullable().default(null),
}) satisfies z.ZodType<ActionItem>;

const speakerInsight = z.object({
  speaker: z.string(),
  name: z.string(),
  talkMs: z.number(),
  turns: z.number(),
  share: z.number(),
  insights: z.array(claim),
}) satisfies z.ZodType<SpeakerInsight>;

const chapter = z.object({
  title: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  mood: z.enum(['positive', 'neutral', 'negative']).nullable().default(null),
}) satisfies z.ZodType<Chapter>;

const section = z.object({
  id: z.string(),
  title: z.string(),
  claims: z.array(claim),
}) satisfies z.ZodType<MinutesSection>;

const conflict = z.object({
  itemId: z.string(),
  field: z.enum(['owner', 'due', 'number', 'polarity']),
  text: z.string(),
  values: z.array(z.object({ value: z.string(), votes: z.number() })),
}) satisfies z.ZodType<Conflict>;

const edit = z.object({
  utteranceId: z.string(),
  from: z.string(),
  to: z.string(),
  votes: z.number(),
  isUndone: z.literal(true).exactOptional(),
}) satisfies z.ZodType<TranscriptEdit>;

const provenance = z.object({
  promptVersion: z.string(),
  schemaVersion: z.number(),
  transcriptSha256: z.string(),
  wordedBy: z.string(),
}) satisfies z.ZodType<Provenance>;

const seatReport = z.object({
  seat: z.string(),
  model: z.string(),
  state: z.enum([
    'ok',
    'repaired',
    'late',
    'invalid',
    'limited',
    'retired',
    'refused',
    'error',
    'budget',
    'duplicate',
    'off',
  ]),
  ms: z.number(),
  costUsd: z.number().nullable(),
}) satisfies z.ZodType<SeatReport>;

/** Minutes as they lie in the file; what an older version did not write is empty. */
export const minutesSchema: z.ZodType<Minutes> = z.object({
  version: z.literal(1),
  mode: z.enum(['local', 'fast', 'pair', 'council']),
  label: z.string(),
  language: z.string().nullable(),
  title: z.string(),
  summary: z.string(),
  summaryClaims: z.array(claim),
  keyPoints: z.array(claim),
  decisions: z.array(claim),
  actionItems: z.array(actionItem),
  openQuestions: z.array(claim),
  conclusion: z.string(),
  speakerInsights: z.array(speakerInsight),
  chapters: z.array(chapter),
  seats: z.array(seatReport),
  template: z.string().default('general'),
  sections: z.array(section).default([]),
  conflicts: z.array(conflict).default([]),
  edits: z.array(edit).default([]),
  provenance: provenance.nullable().default(null),
  notices: z.array(z.string()).default([]),
});
