import { jsonrepair } from 'jsonrepair';
import { z } from 'zod';
import { MomError } from '../../errors.ts';
import type { LanguageModelAnswer } from '../../ports/language-model.ts';
import { chatFault, complaintIn } from './chat-fault.ts';
import { quoted } from './quoted.ts';
import type { Body } from './read-body.ts';

/** What an answer is read against. */
export interface CompletionContext {
  /** "groq openai/gpt-oss-120b", for messages. */
  readonly who: string;
  readonly model: string;
  readonly maxOutputTokens: number;
  readonly nowMs: number;
}

const count = z.number().int().nonnegative().nullish().catch(null);
const contentPart = z.object({ text: z.string().catch('') });

const completionSchema = z.object({
  model: z.string().nullish().catch(null),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish().catch(null),
        message: z.object({
          content: z.union([z.string(), z.array(contentPart)]).nullish(),
          refusal: z.string().nullish().catch(null),
        }),
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: count,
      completion_tokens: count,
      prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(null),
      cost: z.number().nonnegative().nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
type Completion = z.infer<typeof completionSchema>;

/** A token is hardly ever longer; JSON in a script of many bytes has fewer characters, not more. */
const CHARACTERS_PER_TOKEN = 16;
const SHORTEST_LIMIT = 65_536;

/**
 * What a body with status 200 means: OpenRouter sends errors like that too, proxies send pages.
 *
 * @throws MomError llm_unavailable, llm_refused, and what an error in the body stands for
 */
export function readCompletion(body: Body, context: CompletionContext): LanguageModelAnswer {
  const unusable = (what: string) => new MomError('llm_unavailable', `${context.who} answered with ${what}`);
  if (body.state === 'endless') throw unusable('far more than was asked for');
  if (body.text.trim() === '') throw unusable('nothing');
  if (body.text.trimStart().startsWith('<')) throw unusable('a web page (a proxy or a login page?)');
  const { json, isRepaired } = parse(body.text);
  if (json === undefined) throw unusable('something that is not JSON');
  refuseError(json, context);
  const completion = completionSchema.safeParse(json);
  if (!completion.success) throw unusable('JSON that holds no answer');
  return toAnswer(completion.data, isRepaired || body.state === 'broken', context);
}

function parse(text: string): { readonly json: unknown; readonly isRepaired: boolean } {
  try {
    return { json: JSON.parse(text) as unknown, isRepaired: false };
  } catch {
    return { json: repaired(text), isRepaired: true };
  }
}

/** A body that was cut in the middle still holds the beginning of its text. */
function repaired(text: string): unknown {
  try {
    return JSON.parse(jsonrepair(text)) as unknown;
  } catch {
    return undefined;
  }
}

/** `{error: {code: 502, message}}` instead of choices. */
function refuseError(json: unknown, { who, nowMs }: CompletionContext): void {
  if (typeof json !== 'object' || json === null || !('error' in json) || !json.error) return;
  const told = complaintIn(json);
  const inner = (json.error as { readonly code?: unknown }).code;
  const status = typeof inner === 'number' && inner >= 400 ? inner : 502;
  throw chatFault(who, { status, ...told, headers: new Headers() }, nowMs);
}

function toAnswer(completion: Completion, isCut: boolean, context: CompletionContext): LanguageModelAnswer {
  const [choice] = completion.choices;
  const reason = choice?.finish_reason ?? null;
  const refusal = choice?.message.refusal ?? null;
  if (refusal || reason === 'content_filter')
    throw new MomError('llm_refused', `${context.who} does not want to answer${quoted(refusal)}`);
  const text = textOf(choice?.message.content);
  const unusable = (what: string) => new MomError('llm_unavailable', `${context.who} ${what}`);
  if (text.trim() === '') throw unusable(reason === 'length' ? 'thought to the end of its tokens' : 'said nothing');
  if (text.length > Math.max(SHORTEST_LIMIT, context.maxOutputTokens * CHARACTERS_PER_TOKEN))
    throw unusable('said far more than was asked for');
  const { usage } = completion;
  return {
    text,
    model: completion.model || context.model,
    end: isCut || reason === 'length' ? 'cut' : 'whole',
    inputTokens: usage?.prompt_tokens ?? null,
    outputTokens: usage?.completion_tokens ?? null,
    cachedTokens: usage?.prompt_tokens_details?.cached_tokens ?? null,
    costMicroUsd: typeof usage?.cost === 'number' ? Math.round(usage.cost * 1_000_000) : null,
  };
}

const textOf = (content: string | readonly { readonly text: string }[] | null | undefined): string =>
  typeof content === 'string' ? content : (content ?? []).map((part) => part.text).join('');
