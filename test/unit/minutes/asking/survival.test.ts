import { describe, expect, it } from 'vitest';
import type { Minutes } from '../../../../src/domain/minutes.ts';
import type { CallScript } from '../../../doubles/llm/scenario.ts';
import { plainRules } from '../../../doubles/plain-rules.ts';
import { aCouncil, aTalk, drive, FACTS, LIVING, stateOf, transcriptOf } from './a-council.ts';

const never = new AbortController().signal;
const input = { facts: FACTS, transcript: transcriptOf(aTalk()) };
const DEADLINE_MS = 45_000;

const scenarios: readonly CallScript[] = [
  {},
  { text: 'fence' },
  { text: 'trailing-comma' },
  { text: 'prose-around' },
  { text: 'truncated' },
  { text: 'extra-keys' },
  { text: 'empty' },
  { text: 'html' },
  { text: 'huge' },
  { text: 'odd-characters' },
  { text: 'no-json' },
  { delayMs: 20_000 },
  { delayMs: 44_000, text: 'fence' },
  { stalls: true },
  { status: 429, retryAfter: { ms: 2_000, style: 's' } },
  { status: 429, retryAfter: { ms: 2_000, style: 'ms' } },
  { status: 429, retryAfter: { ms: 90_000, style: 'date' } },
  { status: 429, retryAfter: { ms: 7_660, style: 'reset' } },
  { status: 429 },
  { status: 500 },
  { status: 502 },
  { status: 503 },
  { status: 529 },
  { status: 401 },
  { status: 402 },
  { status: 404 },
  { status: 400, code: 'model_decommissioned' },
  { status: 413, message: 'Request too large' },
  { refuses: ['schema'] },
  { refuses: ['schema', 'object'] },
  { failsValidation: true },
  { envelope: 'html-200' },
  { envelope: 'error-200' },
  { envelope: 'no-choices' },
  { envelope: 'no-usage' },
  { envelope: 'other-model', servedModel: 'nobody/knows' },
  { envelope: 'refusal' },
  { envelope: 'length' },
  { envelope: 'cut-stream' },
  { envelope: 'hang-up' },
];

describe('minutes come within the deadline and 5 s', () => {
  it.each(scenarios)('when every model does %j', async (call) => {
    const { council, clock } = await aCouncil({ models: { '*': { calls: [call] } } });
    const { value, tookMs } = await drive(clock, council.finish(input, never));
    expect(tookMs).toBeLessThanOrEqual(DEADLINE_MS + 5_000);
    expectMinutes(value);
  });

  it.each(scenarios)('when one seat does %j, with the other four', async (call) => {
    const { council, clock } = await aCouncil({ models: { [LIVING['openrouter-3']]: { calls: [call] } } });
    const { value, tookMs } = await drive(clock, council.finish(input, never));
    expect(tookMs).toBeLessThanOrEqual(DEADLINE_MS + 5_000);
    expect(value.mode).toBe('council');
    expect(value.seats.filter(({ state }) => state === 'ok').length).toBeGreaterThanOrEqual(4);
    expectMinutes(value);
  });

  it('when two seats are dead, as a council of three', async () => {
    const dead = { calls: [{ status: 401 }] };
    const { council, clock } = await aCouncil({ models: { [LIVING.groq]: dead, [LIVING['groq-2']]: dead } });
    const { value } = await drive(clock, council.finish(input, never));
    expect(value.mode).toBe('council');
    expect(value.actionItems.map(({ of }) => of)).toEqual([3, 3]);
  });

  it('when the agreement itself breaks', async () => {
    const rules = {
      ...plainRules,
      agreeOn: () => {
        throw new TypeError('a bug');
      },
    };
    const { council, clock, lines } = await aCouncil({ desk: { rules } });
    const { value } = await drive(clock, council.finish(input, never));
    expect(value.mode).toBe('local');
    expect(value.notices[0]).toContain('a bug');
    expect(lines.some(({ msg }) => msg === 'the council failed')).toBe(true);
  });
});

describe('without any answer', () => {
  it('the minutes are quotes and say why, with every seat and its fate', async () => {
    const { council, clock } = await aCouncil({ models: { '*': { calls: [{ status: 401 }] } } });
    const { value } = await drive(clock, council.finish(input, never));
    expect(value.mode).toBe('local');
    expect(value.notices).toEqual([expect.stringMatching(/^No language model answered \(groq: groq .* answered 401/)]);
    expect(value.seats.map(({ state }) => state)).toEqual(['error', 'error', 'error', 'error', 'error']);
  });

  it('nobody is asked when no provider is configured', async () => {
    const { council, clock } = await aCouncil({ providers: [] });
    const { value, tookMs } = await drive(clock, council.finish(input, never));
    expect(value.notices).toEqual([expect.stringContaining('No language model is configured')]);
    expect(tookMs).toBeLessThanOrEqual(250);
  });

  it('nor when the mode is local: no list either', async () => {
    const { council, clock, providers } = await aCouncil({ mode: 'local' });
    const { value } = await drive(clock, council.finish(input, never));
    expect(value).toMatchObject({ mode: 'local', notices: [] });
    expect(providers.map(({ lists }) => lists)).toEqual([0, 0]);
  });
});

describe('being stopped', () => {
  it('ends every call with the reason', async () => {
    const { council, clock, providers } = await aCouncil({ models: { '*': { calls: [{ stalls: true }] } } });
    const controller = new AbortController();
    const minutes = council.finish(input, controller.signal);
    minutes.catch(() => undefined);
    await clock.advance(1_000);
    expect(providers.map(({ calls }) => calls.length)).toEqual([2, 3]);
    controller.abort(new Error('stopped'));
    await expect(minutes).rejects.toThrow('stopped');
    await clock.advance(1);
    expect(clock.pending).toBe(0);
  });
});

function expectMinutes(minutes: Minutes): void {
  expect(minutes.summary).not.toBe('');
  expect(minutes.seats.map(({ seat }) => seat)).toEqual(Object.keys(LIVING));
  if (minutes.mode === 'local') expect(minutes.notices).not.toEqual([]);
  expect(stateOf(minutes, 'groq')).toBeDefined();
}
