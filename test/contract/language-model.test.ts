import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { ModelProvider } from '../../src/ports/model-provider.ts';
import type { ToldLimits } from '../../src/ports/rate-limits.ts';
import { createGroqProvider } from '../../src/providers/groq/index.ts';
import { createLocalProvider, createOpenRouterProvider } from '../../src/providers/openrouter/index.ts';
import { LlmServer } from '../doubles/llm/llm-server.ts';
import type { ModelScript } from '../doubles/llm/scenario.ts';
import { ScriptedProvider } from '../doubles/llm/scripted-provider.ts';
import { aQuestion, languageModelContract, type ModelUnderTest } from './language-model.contract.ts';

const MODEL = 'author/model-1';
const apiKey = new Secret('gsk_test0123456789');

type Build = (origin: string, onLimits: (model: string, told: ToldLimits) => void) => ModelProvider;

const providers: Readonly<Record<string, Build>> = {
  groq: (baseUrl, onLimits) => createGroqProvider({ apiKey, baseUrl, clock: systemClock, onLimits }),
  openrouter: (origin, onLimits) =>
    createOpenRouterProvider({ apiKey, baseUrl: `${origin}/api/v1`, clock: systemClock, onLimits }),
  local: (origin, onLimits) => createLocalProvider({ baseUrl: `${origin}/v1`, clock: systemClock, onLimits }),
};

const open: LlmServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server[Symbol.asyncDispose]();
});

async function aServer(): Promise<LlmServer> {
  const server = await LlmServer.open();
  open.push(server);
  return server;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

describe.each(Object.keys(providers))('%s', (name) => {
  const build = providers[name]!;

  languageModelContract(it, async (): Promise<ModelUnderTest> => {
    const server = await aServer();
    const told: ToldLimits[] = [];
    const model = build(server.origin, (_model, limits) => told.push(limits)).model(MODEL);
    const script = (models: ModelScript): void => {
      server.scenario = { ...server.scenario, models: { [MODEL]: models } };
    };
    const arrival = (): Promise<void> => {
      const before = server.seen.length;
      return until(() => server.seen.length > before);
    };
    return { model, told, script, arrival };
  });

  it('lists what is offered, with sizes and ends', async () => {
    const server = await aServer();
    const provider = build(server.origin, () => undefined);
    const list = () => provider.list(AbortSignal.timeout(10_000));
    server.scenario = {
      listed: [
        { id: 'a', contextTokens: 8_192, expirationDate: '2026-12-31', usdPerToken: ['0.00000015', '0.0000006'] },
        { id: 'b' },
      ],
    };
    expect(await list()).toEqual([
      { id: 'a', contextTokens: 8_192, expiresAtMs: Date.UTC(2026, 11, 31), price: { input: 0.15, output: 0.6 } },
      { id: 'b', contextTokens: null, expiresAtMs: null, price: null },
    ]);
    server.scenario = { listed: null };
    await expect(list()).rejects.toMatchObject({ code: 'llm_unavailable' });
  });
});

describe('without a network', () => {
  languageModelContract(it, async (): Promise<ModelUnderTest> => {
    const told: ToldLimits[] = [];
    const onLimits = (_model: string, limits: ToldLimits) => void told.push(limits);
    const provider = new ScriptedProvider({ name: 'groq', clock: systemClock, scenario: {}, onLimits });
    const script = (models: ModelScript): void => {
      provider.scenario = { models: { [MODEL]: models } };
    };
    const before = provider.calls.length;
    return { model: provider.model(MODEL), told, script, arrival: () => until(() => provider.calls.length > before) };
  });
});

describe('what goes over the wire', () => {
  it('to OpenRouter: a strict schema, hosts that take it and keep nothing', async () => {
    const server = await aServer();
    await providers['openrouter']!(server.origin, () => undefined)
      .model(MODEL)
      .ask(aQuestion());
    const [call] = server.seen;
    expect(call?.path).toBe('/api/v1/chat/completions');
    expect(call?.headers.authorization).toBe('Bearer gsk_test0123456789');
    expect(call?.body).toMatchInlineSnapshot(`
      {
        "max_tokens": 2000,
        "messages": [
          {
            "content": "You write minutes.",
            "role": "system",
          },
          {
            "content": "s1|S1|00:01|We ship on Friday
      s2|S2|00:05|I will write the notes",
            "role": "user",
          },
        ],
        "model": "author/model-1",
        "provider": {
          "data_collection": "deny",
          "require_parameters": true,
        },
        "response_format": {
          "json_schema": {
            "name": "minutes",
            "schema": {
              "additionalProperties": false,
              "properties": {},
              "type": "object",
            },
            "strict": true,
          },
          "type": "json_schema",
        },
      }
    `);
  });

  it('to Groq: low effort where a model thinks, the schema in the prompt where it is not enforced', async () => {
    const server = await aServer();
    const provider = providers['groq']!(server.origin, () => undefined);
    await provider.model('openai/gpt-oss-120b').ask(aQuestion('object'));
    expect(server.seen[0]?.path).toBe('/openai/v1/chat/completions');
    expect(server.seen[0]?.body).toMatchInlineSnapshot(`
      {
        "max_completion_tokens": 2000,
        "messages": [
          {
            "content": "You write minutes.

      Answer with one JSON object and nothing else. It follows this JSON schema:
      {"type":"object","properties":{},"additionalProperties":false}",
            "role": "system",
          },
          {
            "content": "s1|S1|00:01|We ship on Friday
      s2|S2|00:05|I will write the notes",
            "role": "user",
          },
        ],
        "model": "openai/gpt-oss-120b",
        "reasoning_effort": "low",
        "response_format": {
          "type": "json_object",
        },
        "temperature": 0.2,
      }
    `);
  });

  it('to a server whose path ends in /v1: exactly there', async () => {
    const server = await aServer();
    const provider = createGroqProvider({ apiKey, baseUrl: `${server.origin}/v1`, clock: systemClock });
    await provider.model(MODEL).ask(aQuestion());
    expect(server.seen[0]?.path).toBe('/v1/chat/completions');
  });

  it('from a local server: free, whatever it says', async () => {
    const server = await aServer();
    server.scenario = { models: { '*': { costUsd: 0.5 } } };
    const local = providers['local']!(server.origin, () => undefined).model(MODEL);
    const openRouter = providers['openrouter']!(server.origin, () => undefined).model(MODEL);
    expect((await local.ask(aQuestion())).costMicroUsd).toBe(0);
    expect((await openRouter.ask(aQuestion())).costMicroUsd).toBe(500_000);
  });
});
