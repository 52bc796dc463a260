import { type ErrorCode, MomError } from '../../errors.ts';
import { quoted } from './quoted.ts';
import { retryAfterMs } from './retry-after.ts';

/** What came back instead of an answer. */
export interface Refusal {
  readonly status: number;
  /** The provider's own code, like "model_not_found". */
  readonly code: string | null;
  readonly message: string | null;
  readonly headers: Headers;
}

interface Verdict {
  readonly code: ErrorCode;
  readonly retryable?: boolean;
}

const GONE =
  /model_not_found|model_decommissioned|model_not_available|decommissioned|no longer (?:available|supported)/i;
const NO_SUCH_MODEL =
  /not a valid model|no (?:endpoints|allowed providers)|model\b.*\b(?:not exist|not found|unknown)|unknown model/i;
const NO_SUCH_MODE =
  /json_schema|response_format|structured.?output|output_config|\bstrict\b|requested parameters|json_object|json mode/i;
const TOO_LARGE = /context.?length|context.?window|maximum context|too (?:large|long|many tokens)|request_too_large/i;
const MODERATED = /moderation|flagged|content.?policy|content_filter|safety/i;

/** The error for the council, by status and words; the message names who and holds no secret. */
export function chatFault(who: string, refusal: Refusal, nowMs: number): MomError {
  const verdict = verdictOf(refusal);
  const waitMs = verdict.code === 'llm_limited' ? retryAfterMs(refusal.headers, nowMs) : null;
  return new MomError(verdict.code, `${who} answered ${refusal.status}${quoted(refusal.message)}`, {
    ...(verdict.retryable === undefined ? {} : { retryable: verdict.retryable }),
    ...(waitMs === null ? {} : { retryAfterMs: waitMs }),
  });
}

function verdictOf(refusal: Refusal): Verdict {
  const { status } = refusal;
  const words = `${refusal.code ?? ''} ${refusal.message ?? ''}`;
  if (status === 413) return { code: 'llm_limited', retryable: false };
  if (status === 429 || (status === 503 && refusal.headers.has('retry-after'))) return { code: 'llm_limited' };
  if (status === 403 && MODERATED.test(words)) return { code: 'llm_refused' };
  if (status === 401 || status === 402 || status === 403) return { code: 'llm_denied' };
  if (status >= 500 || status === 408 || status === 409 || status === 425 || status === 498)
    return { code: 'llm_unavailable' };
  return requestFault(status, refusal.code, words);
}

/** 4xx that is about this request: the model, its form, its size, its words. */
function requestFault(status: number, code: string | null, words: string): Verdict {
  if (status === 410 || GONE.test(words)) return { code: 'llm_retired' };
  // Groq tried and the model's own words were no JSON: the mode is all right, this answer was not.
  if (code === 'json_validate_failed') return { code: 'llm_schema', retryable: true };
  if (NO_SUCH_MODE.test(words)) return { code: 'llm_schema', retryable: false };
  if (NO_SUCH_MODEL.test(words)) return { code: 'llm_retired' };
  if (TOO_LARGE.test(words)) return { code: 'llm_limited', retryable: false };
  if (MODERATED.test(words)) return { code: 'llm_refused' };
  return { code: 'llm_unavailable', retryable: false };
}

/** What an SDK threw: an answer with a status, or no answer at all. Only the system's code is kept of the latter. */
export function sdkFault(who: string, error: unknown, nowMs: number): MomError {
  if (error instanceof MomError) return error;
  const {
    status,
    headers,
    error: body,
    message,
  } = error as {
    readonly status?: unknown;
    readonly headers?: unknown;
    readonly error?: unknown;
    readonly message?: unknown;
  };
  if (typeof status !== 'number')
    return new MomError('llm_unavailable', `${who} can't be reached (${networkCode(error) ?? 'the connection broke'})`);
  const told = complaintIn(body);
  const said = told.message ?? (typeof message === 'string' && !message.includes('<') ? message : null);
  const known = headers instanceof Headers ? headers : new Headers();
  return chatFault(who, { status, code: told.code, message: said, headers: known }, nowMs);
}

/** `{error: {message, code, type}}`, `{message, code}` or `{error: "…"}`, as the dialects have it. */
export function complaintIn(body: unknown): { readonly code: string | null; readonly message: string | null } {
  if (typeof body === 'string') return { code: null, message: body };
  if (typeof body !== 'object' || body === null) return { code: null, message: null };
  const { error, code, type, message } = body as Readonly<Record<string, unknown>>;
  if (error !== undefined && error !== null) return complaintIn(error);
  const name = typeof code === 'string' ? code : typeof type === 'string' ? type : null;
  return { code: name, message: typeof message === 'string' ? message : null };
}

/** undici hides the system's code in the cause of "fetch failed", AggregateError hides it one deeper. */
function networkCode(error: unknown): string | null {
  for (let inner = error, depth = 0; inner instanceof Error && depth < 5; inner = inner.cause, depth += 1) {
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
    if (inner instanceof AggregateError) return networkCode(inner.errors[0]);
  }
  return null;
}
