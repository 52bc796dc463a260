import { z } from 'zod';
import type { ActionItem, Chapter, Claim, Minutes, SeatReport, SpeakerInsight } from '../../domain/minutes.ts';

const tier = z.enum(['confirmed', 'unconfirmed', 'dropped']);

const claim = z.object({
  text: z.string(),
  evidence: z.array(z.string()),
  startMs: z.number(),
  speaker: z.string().nullable(),
  tier,
  votes: z.number(),
  of: z.number(),
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
}) satisfies z.ZodType<Chapter>;

const seatReport = z.object({
  seat: z.string(),
  model: z.string(),
  state: z.string(),
  ms: z.number(),
  costUsd: z.number().nullable(),
}) satisfies z.ZodType<SeatReport>;

/** Minutes as they lie in the file. */
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
});
