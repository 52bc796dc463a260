import { z } from 'zod';
import { errorRules } from '../../errors.ts';

/** What the parent asks of a fresh child; one child decodes one file. */
export interface DecodeJob {
  /** Absolute. */
  readonly path: string;
  /** The latest start of a track that is believed; zero where a late start is no silence. */
  readonly maxLeadMs: number;
  /** Zero: no reports, the parent can look for itself. */
  readonly memoryReportMs: number;
}

/** The samples go over this file descriptor of the child as raw 32-bit little-endian floats. */
export const PCM_FD = 3;

const count = z.number().int().nonnegative();
const errorCodes = Object.keys(errorRules) as [keyof typeof errorRules, ...(keyof typeof errorRules)[]];

/**
 * What a child says besides samples. `format` comes once and first, `end` once and last; `fault` ends the work too.
 * The child reads strangers' files, so the parent checks each word of it.
 */
export const childMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('format'),
    format: z.object({
      container: z.string(),
      codec: z.string(),
      sampleRateHz: count,
      channels: count,
      declaredDurationMs: count.nullable(),
    }),
    /** Least size in bytes that a file of the declared length would have. */
    leastBytes: z.number().nonnegative(),
  }),
  z.object({ type: z.literal('alive') }),
  z.object({ type: z.literal('memory'), rssBytes: count }),
  z.object({ type: z.literal('fault'), code: z.enum(errorCodes), text: z.string().max(1_000) }),
  z.object({
    type: z.literal('end'),
    samples: count,
    warnings: z.array(z.object({ code: z.string(), text: z.string() })).max(20),
  }),
]);

export type ChildMessage = z.infer<typeof childMessage>;
