import { redact } from '../../log.ts';
import { answerSchema, type EngineAnswer } from './answer-schema.ts';
import type { Endpoint } from './endpoint.ts';
import type { Reply } from './exchange.ts';
import { HostFault, type HostFaultKind } from './host-fault.ts';
import { retryAfterMs } from './retry-after.ts';

const LONGEST_EXCERPT = 200;

/**
 * What a reply to a transcription means.
 *
 * @throws HostFault unless it holds one
 */
export function readReply(reply: Reply, endpoint: Endpoint, nowMs: number): EngineAnswer {
  if (reply.status < 200 || reply.status > 299) throw statusFault(reply, endpoint, nowMs);
  const broken = (what: string) => new HostFault('failed', `${endpoint.name} answered with ${what}`);
  if (!reply.isWhole) throw broken('far more than a transcription');
  if (reply.body.trim() === '') throw broken('nothing');
  if (isWebPage(reply)) throw broken('a web page instead of a transcription (a proxy or a login page?)');
  const json = parseJson(reply.body);
  if (json === undefined) throw broken('something that is not whole JSON');
  const complaint = complaintIn(json);
  if (complaint !== null) throw broken(`an error${quoted(complaint, endpoint)}`);
  const answer = answerSchema.safeParse(json);
  if (!answer.success) throw broken(`JSON of another form (${answer.error.issues[0]?.path.join('.') || 'the whole'})`);
  if (answer.data.segments == null && answer.data.text == null) throw broken('JSON without a transcription');
  return answer.data;
}

/** The fault of a host that does not live, by its reply to a question about its health; null when it lives. */
export function healthFault(reply: Reply, endpoint: Endpoint, nowMs: number): HostFault | null {
  // Whatever else it says comes from a host that listens; a key may well be good for transcriptions only.
  return ['failed', 'limited'].includes(faultKind(reply)) ? statusFault(reply, endpoint, nowMs) : null;
}

function statusFault(reply: Reply, endpoint: Endpoint, nowMs: number): HostFault {
  const kind = faultKind(reply);
  const complaint = complaintOf(reply);
  const meaning = kind === 'unauthorized' ? ' (it does not accept the API key)' : quoted(complaint, endpoint);
  const message = `${endpoint.name} answered ${reply.status}${meaning}`;
  return kind === 'limited'
    ? new HostFault(kind, message, { retryAfterMs: retryAfterMs(reply.retryAfter, nowMs) })
    : new HostFault(kind, message);
}

function faultKind({ status, retryAfter }: Reply): HostFaultKind {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 429 || (status === 503 && retryAfter !== null)) return 'limited';
  if (status < 400 || [402, 404, 405, 410, 501].includes(status)) return 'unfit';
  return status >= 500 || status === 408 || status === 425 ? 'failed' : 'refused';
}

function complaintOf(reply: Reply): string | null {
  const complaint = complaintIn(parseJson(reply.body));
  if (complaint !== null) return complaint;
  return /^text\/plain\b/i.test(reply.contentType) ? reply.body : null;
}

/** `{error: "…"}`, `{error: {message}}` (OpenAI, Groq), `{detail}` (FastAPI); "" when it complains without words. */
function complaintIn(json: unknown): string | null {
  if (typeof json !== 'object' || json === null) return null;
  const { error, detail } = json as Readonly<Record<string, unknown>>;
  const said = error ?? detail ?? null;
  if (said === null || typeof said === 'string') return said;
  const message = (said as { readonly message?: unknown }).message;
  return typeof message === 'string' ? message : '';
}

/** Words of a stranger: short, on one line, without a secret. */
function quoted(complaint: string | null, { apiKey }: Endpoint): string {
  const known = apiKey ? (complaint ?? '').replaceAll(apiKey.reveal(), '[secret]') : (complaint ?? '');
  const plain = redact(known)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  if (plain === '') return '';
  return `: "${plain.length > LONGEST_EXCERPT ? `${plain.slice(0, LONGEST_EXCERPT)}…` : plain}"`;
}

const isWebPage = ({ contentType, body }: Reply): boolean =>
  /^text\/html\b/i.test(contentType) || body.trimStart().startsWith('<');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
