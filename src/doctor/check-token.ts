import type { Secret } from '../domain/secret.ts';
import type { CheckOutcome } from './check.ts';
import type { DoctorFacts } from './doctor-facts.ts';
import { DeadlineError, withDeadline } from './with-deadline.ts';

const LONGEST_ANSWER_MS = 5_000;
const MOST_ANSWER_BYTES = 1 << 20;

/** How to ask a service whether it knows a token. */
export interface TokenQuestion {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** "Bearer", or "Bot" with Discord. */
  readonly scheme: string;
  /** Where to get another one. */
  readonly cure: string;
  readonly read: (answer: unknown) => TokenAnswer;
}

/** What a successful answer says. `detail` goes into brackets behind "valid". */
export type TokenAnswer =
  | { readonly verdict: 'valid'; readonly detail: string }
  | { readonly verdict: 'refused' }
  | { readonly verdict: 'unclear'; readonly reason: string };

/** Asks the service itself. The token goes nowhere but into the one header. */
export async function checkToken(
  token: Secret,
  question: TokenQuestion,
  { clock, fetch }: Pick<DoctorFacts, 'clock' | 'fetch'>,
  signal?: AbortSignal,
): Promise<CheckOutcome> {
  // fetch would name the whole header in its error.
  if (!/^[\x21-\x7e]+$/.test(token.reveal()))
    return { status: 'fail', summary: 'has characters that no token has', hint: question.cure };
  const limits = { clock, ms: LONGEST_ANSWER_MS, ...(signal ? { signal } : {}) };
  try {
    const headers = { authorization: `${question.scheme} ${token.reveal()}`, 'user-agent': 'ai-mom doctor' };
    return await withDeadline(limits, async (deadline) => {
      const response = await fetch(question.url, {
        method: question.method,
        headers,
        redirect: 'manual',
        signal: deadline,
      });
      return toOutcome(response.status, await readJson(response), question);
    });
  } catch (error) {
    signal?.throwIfAborted();
    return unclear(`offline (${new URL(question.url).host}: ${networkReason(error)})`);
  }
}

function toOutcome(status: number, answer: unknown, question: TokenQuestion): CheckOutcome {
  const refused: CheckOutcome = { status: 'fail', summary: 'is refused', hint: question.cure };
  const { host } = new URL(question.url);
  if (status === 401 || status === 403) return refused;
  if (status !== 200) return unclear(`${host} answered ${status}`);
  const said = question.read(answer);
  if (said.verdict === 'refused') return refused;
  if (said.verdict === 'unclear') return unclear(`${host} ${said.reason}`);
  return { status: 'ok', summary: said.detail === '' ? 'valid' : `valid (${said.detail})` };
}

const unclear = (reason: string): CheckOutcome => ({ status: 'warn', summary: `could not be checked: ${reason}` });

/** Undefined when it is no JSON or too long to be the answer to this question. */
async function readJson(response: Response): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of response.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    if (text.length > MOST_ANSWER_BYTES) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Only codes: messages may quote what was sent. */
function networkReason(error: unknown): string {
  if (error instanceof DeadlineError) return error.message;
  for (let inner = error, depth = 0; inner instanceof Error && depth < 4; inner = inner.cause, depth += 1)
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
  return 'no connection';
}
