import { expect, type it as test } from 'vitest';
import { MomError } from '../../src/errors.ts';
import type { JsonMode, LanguageModel, LanguageModelRequest } from '../../src/ports/language-model.ts';
import type { ToldLimits } from '../../src/ports/rate-limits.ts';
import type { CallScript, ModelScript } from '../doubles/llm/scenario.ts';

export interface ModelUnderTest {
  readonly model: LanguageModel;
  /** What headers told so far. */
  readonly told: readonly ToldLimits[];
  /** What its next calls meet. */
  script(script: ModelScript): void;
  /** Resolves when a call has reached the other side. */
  arrival(): Promise<void>;
}

const schema = { name: 'minutes', json: { type: 'object', properties: {}, additionalProperties: false } };
const lines = 's1|S1|00:01|We ship on Friday\ns2|S2|00:05|I will write the notes';

export const aQuestion = (jsonMode: JsonMode = 'schema', maxOutputTokens = 2_000): LanguageModelRequest => ({
  system: 'You write minutes.',
  user: lines,
  schema,
  jsonMode,
  maxOutputTokens,
});

/** What every language model keeps to, whoever serves it. */
export function languageModelContract(it: typeof test, open: () => Promise<ModelUnderTest>): void {
  const asked = async (call: CallScript, request = aQuestion()) => {
    const { model, script } = await open();
    script({ calls: [call] });
    return await model.ask(request);
  };
  const failing = async (call: CallScript, request = aQuestion()): Promise<MomError> => {
    const error = await asked(call, request).catch((thrown: unknown) => thrown);
    if (!(error instanceof MomError)) throw new Error(`not a MomError: ${String(error)}`);
    return error;
  };

  it.each(['schema', 'object', 'text'] as const)('gives the text and the usage, asked in mode %s', async (mode) => {
    const answer = await asked({}, aQuestion(mode));
    expect(JSON.parse(answer.text)).toMatchObject({ language: 'en' });
    expect(answer).toMatchObject({ end: 'whole', inputTokens: 1_000, cachedTokens: 200 });
    expect(answer.outputTokens).toBeGreaterThan(10);
  });

  it('names the model that answered, whoever was asked', async () => {
    const { model, script } = await open();
    expect((await model.ask(aQuestion())).model).toBe(model.model);
    script({ calls: [{ envelope: 'other-model', servedModel: 'x/other' }] });
    expect((await model.ask(aQuestion())).model).toBe('x/other');
  });

  it('does not know what was not told', async () => {
    const answer = await asked({ envelope: 'no-usage' });
    expect(answer).toMatchObject({ inputTokens: null, outputTokens: null, cachedTokens: null });
  });

  it.each(['length', 'cut-stream'] as const)('keeps the beginning of an answer that was cut (%s)', async (envelope) => {
    const answer = await asked({ envelope });
    expect(answer.end).toBe('cut');
    expect(answer.text).toMatch(/^\{"language":"en"/);
  });

  it.each([
    [{ envelope: 'html-200' }, 'llm_unavailable'],
    [{ envelope: 'error-200' }, 'llm_unavailable'],
    [{ envelope: 'no-choices' }, 'llm_unavailable'],
    [{ envelope: 'hang-up' }, 'llm_unavailable'],
    [{ text: 'empty' }, 'llm_unavailable'],
    [{ text: 'huge' }, 'llm_unavailable'],
    [{ envelope: 'refusal' }, 'llm_refused'],
    [{ status: 500 }, 'llm_unavailable'],
    [{ status: 502 }, 'llm_unavailable'],
    [{ status: 529 }, 'llm_unavailable'],
    [{ status: 429 }, 'llm_limited'],
    [{ status: 404 }, 'llm_retired'],
    [{ status: 410, code: 'gone' }, 'llm_retired'],
    [{ status: 400, code: 'model_decommissioned' }, 'llm_retired'],
    [{ status: 400, message: 'x/y is not a valid model ID' }, 'llm_retired'],
    [{ status: 401 }, 'llm_denied'],
    [{ status: 402 }, 'llm_denied'],
    [{ status: 403 }, 'llm_denied'],
    [{ status: 403, message: 'input was flagged by moderation' }, 'llm_refused'],
    [{ refuses: ['schema'] }, 'llm_schema'],
    [{ failsValidation: true }, 'llm_schema'],
    [{ status: 404, message: 'No endpoints found that can handle the requested parameters' }, 'llm_schema'],
  ] satisfies [CallScript, string][])('tells %j as %s', async (call, code) => {
    expect((await failing(call)).code).toBe(code);
  });

  it('does not take a path that is not there for a model that is gone', async () => {
    const error = await failing({ status: 404, code: 'none', message: 'Cannot POST /chat/completions' });
    expect(error).toMatchObject({ code: 'llm_unavailable', retryable: false });
  });

  it('says of a question that is too large that waiting does not help', async () => {
    const tooLarge = { status: 413, message: 'Request too large for model: Limit 8000, Requested 15000' };
    expect(await failing(tooLarge)).toMatchObject({ code: 'llm_limited', retryable: false });
    const context = { status: 400, code: 'context_length_exceeded', message: 'maximum context length is 8192' };
    expect(await failing(context)).toMatchObject({ code: 'llm_limited', retryable: false });
  });

  it('tells a mode that is not known from an answer that went wrong', async () => {
    expect((await failing({ refuses: ['schema'] })).retryable).toBe(false);
    expect((await failing({ failsValidation: true })).retryable).toBe(true);
    expect((await asked({ refuses: ['schema'] }, aQuestion('object'))).end).toBe('whole');
    expect((await asked({ refuses: ['schema', 'object'] }, aQuestion('text'))).end).toBe('whole');
  });

  it.each(['s', 'ms', 'date'] as const)('reads how long a limit wants to rest, in %s', async (style) => {
    const error = await failing({ status: 429, retryAfter: { ms: 3_000, style } });
    expect(error.retryAfterMs).toBeGreaterThan(1_500);
    expect(error.retryAfterMs).toBeLessThanOrEqual(3_000);
  });

  it('tells what headers say about limits, of refusals too', async () => {
    const { model, script, told } = await open();
    const headers = { 'x-ratelimit-limit-tokens': '8000' };
    script({ calls: [{ headers }, { status: 429, headers, retryAfter: { ms: 2_500, style: 'reset' } }] });
    await model.ask(aQuestion());
    expect(told.at(-1)).toEqual({ tokensPerMinute: 8_000 });
    await expect(model.ask(aQuestion())).rejects.toMatchObject({ code: 'llm_limited' });
    expect(told.at(-1)).toEqual({ tokensPerMinute: 8_000, restMs: 2_500 });
  });

  it('ends with the reason of its signal, before and in the middle', async () => {
    const { model, script, arrival } = await open();
    const reason = new Error('no longer wanted');
    await expect(model.ask(aQuestion(), AbortSignal.abort(reason))).rejects.toBe(reason);
    script({ calls: [{ stalls: true }] });
    const controller = new AbortController();
    const arrived = arrival();
    const answer = model.ask(aQuestion(), controller.signal);
    answer.catch(() => undefined);
    await arrived;
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
  });

  it('asks once, whatever comes back', async () => {
    const { model, script } = await open();
    script({ calls: [{ status: 500 }, {}] });
    await expect(model.ask(aQuestion())).rejects.toMatchObject({ code: 'llm_unavailable' });
    expect((await model.ask(aQuestion())).end).toBe('whole');
  });
}
