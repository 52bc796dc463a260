import type { CallScript, ModelScript } from './scenario.ts';

/** What of a request decides on its refusal. */
interface AskedBody {
  readonly model: string;
  readonly messages: readonly { readonly content: string }[];
  readonly response_format?: { readonly type: string; readonly json_schema?: unknown } | undefined;
}

export interface ScriptedRefusal {
  readonly status: number;
  readonly json: unknown;
}

/** As Groq words a model that is gone (seen in 2026). */
const gone = (model: string): string => `The model \`${model}\` does not exist or you do not have access to it.`;

/** What a call is refused with, or null. */
export function refusalOf(body: AskedBody, call: CallScript): ScriptedRefusal | null {
  const mode = modeOf(body);
  if (call.status !== undefined) {
    const code = call.code ?? (call.status === 404 && call.message === undefined ? 'model_not_found' : null);
    const message = call.message ?? (code === 'model_not_found' ? gone(body.model) : `status ${call.status}, as told`);
    return { status: call.status, json: { error: { message, type: 'invalid_request_error', code } } };
  }
  if (mode !== null && call.failsValidation)
    return badRequest('Failed to generate JSON. Please adjust your prompt.', 'json_validate_failed');
  if (mode !== null && call.refuses?.includes(mode))
    return badRequest(`This model does not support response format \`json_${mode}\`.`, 'invalid_request_error');
  return null;
}

function modeOf({ response_format: format }: AskedBody): 'schema' | 'object' | null {
  if (!format) return null;
  return format.type === 'json_schema' ? 'schema' : 'object';
}

const badRequest = (message: string, code: string): ScriptedRefusal => ({
  status: 400,
  json: { error: { message, type: 'invalid_request_error', code } },
});

/** How long to wait, in the four forms that providers use. */
export function retryHeaders({ retryAfter }: CallScript, nowMs: number): Readonly<Record<string, string>> {
  if (!retryAfter) return {};
  const { ms, style } = retryAfter;
  if (style === 'ms') return { 'retry-after-ms': String(ms) };
  if (style === 'date') return { 'retry-after': new Date(nowMs + ms).toUTCString() };
  if (style === 's') return { 'retry-after': String(ms / 1_000) };
  return { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': `${ms / 1_000}s` };
}

/** A completion, or what its envelope makes of it. */
export function completionOf(body: AskedBody, text: string, call: CallScript, script: ModelScript): unknown {
  const { model } = body;
  const { costUsd, countsTokens = false } = script;
  const { envelope, servedModel } = call;
  if (envelope === 'error-200') return { error: { code: 502, message: 'Provider returned error' } };
  const isRefusal = envelope === 'refusal';
  const isCut = envelope === 'length';
  const content = isCut ? text.slice(0, Math.floor(text.length / 2)) : text;
  const message = { role: 'assistant', content: isRefusal ? null : content, refusal: isRefusal ? 'I can not.' : null };
  const usage = {
    prompt_tokens: countsTokens ? promptTokens(body) : 1_000,
    completion_tokens: countsTokens ? tokensOf(content) : Math.ceil(content.length / 4),
    prompt_tokens_details: { cached_tokens: countsTokens ? 0 : 200 },
    ...(costUsd === undefined ? {} : { cost: costUsd }),
  };
  return {
    id: 'double',
    object: 'chat.completion',
    model: envelope === 'other-model' ? (servedModel ?? 'somebody/else') : model,
    choices: envelope === 'no-choices' ? [] : [{ index: 0, message, finish_reason: isCut ? 'length' : 'stop' }],
    ...(envelope === 'no-usage' ? {} : { usage }),
  };
}

/** Providers bill the schema too: it becomes part of the prompt. */
const promptTokens = ({ messages, response_format: format }: AskedBody): number =>
  messages.reduce((sum, { content }) => sum + tokensOf(content), tokensOf(JSON.stringify(format?.json_schema ?? '')));

const LETTERS_OF_A_TOKEN = 7;

/** About as tokenizers count: a word is one token, a long one several; up to three digits are one, and so is every other sign. */
function tokensOf(text: string): number {
  const pieces = text.match(/\p{L}+|\p{N}{1,3}|[^\s\p{L}\p{N}]+/gu) ?? [];
  return pieces.reduce((sum, piece) => sum + Math.ceil(piece.length / LETTERS_OF_A_TOKEN), 0);
}
