import { z } from 'zod';
import type { TokenPrice } from '../../domain/token-price.ts';
import { MomError } from '../../errors.ts';
import type { ModelCard } from '../../ports/model-provider.ts';
import { sdkFault } from './chat-fault.ts';
import { readBody } from './read-body.ts';

/** US dollars for one token, as text (OpenRouter). */
const dollars = z.coerce.number().nonnegative();
const pricing = z.object({
  prompt: dollars,
  completion: dollars,
  input_cache_read: dollars.optional().catch(undefined),
});

const size = z.number().positive().nullish().catch(null);

/** Groq says context_window and active, OpenRouter context_length and expiration_date, others only an id. */
const listSchema = z.object({
  data: z.array(
    z.object({
      id: z.string().min(1),
      active: z.boolean().nullish().catch(null),
      context_window: size,
      context_length: size,
      expiration_date: z.union([z.string(), z.number()]).nullish().catch(null),
      pricing: pricing.nullish().catch(null),
    }),
  ),
});

/**
 * What a provider offers, from the answer to GET models.
 *
 * @throws MomError llm_unavailable, llm_denied, llm_limited; an aborted signal's reason
 */
export async function listModels(
  who: string,
  send: () => Promise<Response>,
  nowMs: number,
  signal: AbortSignal,
): Promise<readonly ModelCard[]> {
  try {
    const { text } = await readBody(await send());
    const list = listSchema.safeParse(JSON.parse(text));
    if (!list.success) throw new SyntaxError('another form');
    return list.data.data.filter(({ active }) => active !== false).map(toCard);
  } catch (error: unknown) {
    signal.throwIfAborted();
    if (error instanceof SyntaxError)
      throw new MomError('llm_unavailable', `${who} does not tell which models it has`, { cause: error });
    throw sdkFault(who, error, nowMs);
  }
}

function toCard(row: z.infer<typeof listSchema>['data'][number]): ModelCard {
  return {
    id: row.id,
    contextTokens: row.context_window ?? row.context_length ?? null,
    expiresAtMs: momentOf(row.expiration_date ?? null),
    price: row.pricing ? priceOf(row.pricing) : null,
  };
}

const MILLION = 1_000_000;

function priceOf({ prompt, completion, input_cache_read: cached }: z.infer<typeof pricing>): TokenPrice {
  const price = { input: prompt * MILLION, output: completion * MILLION };
  return cached === undefined ? price : { ...price, cachedInput: cached * MILLION };
}

/** A date, or seconds since 1970 like all other times of that API. */
function momentOf(value: string | number | null): number | null {
  if (value === null) return null;
  const ms = typeof value === 'number' ? value * 1_000 : Date.parse(value);
  return Number.isFinite(ms) ? ms : null;
}
