import type { Usage, UsageKind } from '../../domain/usage.ts';
import { MomError, toMomError } from '../../errors.ts';
import type { JsonMode, LanguageModelAnswer } from '../../ports/language-model.ts';
import type { Spend } from '../../ports/ledger.ts';
import type { Question } from './council-rules.ts';
import type { CouncilDesk } from './desk.ts';
import type { SeatCandidate } from './seat.ts';

/** One question to one candidate, and who pays. */
export interface ModelCall {
  readonly candidate: SeatCandidate;
  readonly question: Question;
  readonly kind: UsageKind;
  /** Null outside the council. */
  readonly seat: string | null;
  readonly scope: string;
  readonly meetingId: string;
  /** Epoch ms after which the answer is of no use. */
  readonly notAfterMs: number;
  /** Hears what was paid for, or may have been. */
  readonly onUsage: (usage: Usage) => void;
}

export interface ModelReply {
  readonly answer: LanguageModelAnswer;
  readonly candidate: SeatCandidate;
  /** As the ledger has booked it. */
  readonly usage: Usage;
}

const LOOSER: Readonly<Record<JsonMode, JsonMode | null>> = { schema: 'object', object: 'text', text: null };
/** Providers learn new modes: what one refused is tried again after a week. */
const MODE_MEMORY_MS = 7 * 86_400_000;

/**
 * Asks once, within the limits and the budget. Only the JSON mode is negotiated: a mode that is refused is replaced by a looser one.
 *
 * @throws MomError as LanguageModel, llm_limited when its turn comes too late, llm_budget; an aborted signal's reason
 */
export async function callModel(call: ModelCall, desk: CouncilDesk, signal: AbortSignal): Promise<ModelReply> {
  const { candidate } = call;
  if (desk.breakers.isOpen(candidate))
    throw new MomError('llm_unavailable', `${candidate.provider} ${candidate.model} rests after failures in a row`, {
      retryable: false,
    });
  let mode = await firstMode(call, desk);
  for (;;) {
    try {
      return await send(call, mode, desk, signal);
    } catch (error: unknown) {
      const looser = LOOSER[mode];
      if (!(error instanceof MomError) || error.code !== 'llm_schema' || looser === null) throw error;
      if (!error.retryable) await rememberMode(candidate, looser, desk);
      mode = looser;
    }
  }
}

async function firstMode({ candidate, question }: ModelCall, desk: CouncilDesk): Promise<JsonMode> {
  if (!question.schema) return 'text';
  const known = await desk.memory.jsonMode(candidate, desk.clock.now());
  return known ?? (candidate.strictSchema ? 'schema' : 'object');
}

async function rememberMode(candidate: SeatCandidate, mode: JsonMode, desk: CouncilDesk): Promise<void> {
  desk.log.info({ provider: candidate.provider, model: candidate.model, mode }, 'model takes a looser form of answer');
  await desk.memory.rememberJsonMode(candidate, mode, desk.clock.now() + MODE_MEMORY_MS);
}

async function send(call: ModelCall, jsonMode: JsonMode, desk: CouncilDesk, signal: AbortSignal): Promise<ModelReply> {
  const { provider, model } = call.candidate;
  const inputTokens = questionTokens(call.question, desk.rules);
  const tokens = inputTokens + call.question.maxOutputTokens;
  const booking = await desk.rateLimits.acquire({ provider, model, tokens, notAfterMs: call.notAfterMs }, signal);
  const reservation = await desk.ledger.reserve(spendOf(call, inputTokens)).catch(async (error: unknown) => {
    await desk.rateLimits.cancel(booking);
    throw error;
  });
  try {
    const answer = await modelOf(call, desk).ask({ ...call.question, jsonMode }, signal);
    desk.breakers.succeed(call.candidate);
    await desk.rateLimits.settle(booking, (answer.inputTokens ?? inputTokens) + (answer.outputTokens ?? 0));
    const usage = await desk.ledger.settle(reservation.id, usageOf(call, answer, desk.clock.now()));
    call.onUsage(usage);
    return { answer, candidate: call.candidate, usage };
  } catch (error: unknown) {
    await afterFailure(call, { reservationId: reservation.id, inputTokens }, { error, isAbort: signal.aborted }, desk);
    throw error;
  }
}

function modelOf({ candidate: { provider, model } }: ModelCall, desk: CouncilDesk) {
  const source = desk.providers.get(provider);
  if (!source) throw new MomError('llm_denied', `${provider} is not configured`);
  return source.model(model);
}

/**
 * Who fails bills nothing. Who was left in the middle may still bill its question: what came of it nobody knows, so the price of the
 * answer is left open.
 */
async function afterFailure(
  call: ModelCall,
  sent: { readonly reservationId: string; readonly inputTokens: number },
  failure: { readonly error: unknown; readonly isAbort: boolean },
  desk: CouncilDesk,
): Promise<void> {
  if (failure.isAbort) {
    const nothing = { model: call.candidate.model, inputTokens: sent.inputTokens, outputTokens: null };
    const usage = usageOf(
      call,
      { ...nothing, cachedTokens: null, costMicroUsd: freeOrUnknown(call) },
      desk.clock.now(),
    );
    call.onUsage(await desk.ledger.settle(sent.reservationId, usage));
    return;
  }
  if (toMomError(failure.error).code === 'llm_unavailable') desk.breakers.fail(call.candidate);
  await desk.ledger.release(sent.reservationId);
}

const freeOrUnknown = ({ candidate }: ModelCall): number | null => (candidate.provider === 'local' ? 0 : null);

/** What the question is likely to count as. */
export function questionTokens(
  { system, user, schema }: Pick<Question, 'system' | 'user' | 'schema'>,
  rules: Pick<CouncilDesk['rules'], 'estimateTokens'>,
): number {
  return rules.estimateTokens(system) + rules.estimateTokens(user) + rules.estimateTokens(JSON.stringify(schema ?? ''));
}

function spendOf({ candidate, question, kind, seat, scope, meetingId }: ModelCall, inputTokens: number): Spend {
  const { provider, model } = candidate;
  return { scope, meetingId, kind, seat, provider, model, inputTokens, maxOutputTokens: question.maxOutputTokens };
}

function usageOf(
  { candidate, kind, seat, scope, meetingId }: ModelCall,
  answer: Omit<LanguageModelAnswer, 'text' | 'end'>,
  atMs: number,
): Usage {
  const { model, inputTokens, outputTokens, cachedTokens, costMicroUsd } = answer;
  return {
    scope,
    meetingId,
    kind,
    seat,
    provider: candidate.provider,
    model,
    inputTokens,
    outputTokens,
    cachedTokens,
    audioMs: null,
    costMicroUsd,
    priceSource: costMicroUsd === null ? 'unknown' : 'provider',
    atMs,
  };
}
