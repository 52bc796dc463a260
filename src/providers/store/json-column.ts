import type { z } from 'zod';
import { MomError } from '../../errors.ts';

/**
 * What a row or a JSON column holds, checked once on its way in.
 *
 * @throws MomError store_failed
 */
export function parseRow<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new MomError('store_failed', `${what} is damaged`, { cause: parsed.error });
}

/** The same for a text column that holds JSON. */
export function parseJson<T>(schema: z.ZodType<T>, text: string, what: string): T {
  try {
    return parseRow(schema, JSON.parse(text), what);
  } catch (error) {
    if (error instanceof MomError) throw error;
    throw new MomError('store_failed', `${what} is damaged`, { cause: error });
  }
}
