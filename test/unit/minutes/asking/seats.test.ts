import { describe, expect, it } from 'vitest';
import { modelFamily } from '../../../../src/minutes/asking/model-family.ts';
import { type Seat, seatList } from '../../../../src/minutes/index.ts';
import { aCouncil, aTalk, drive, FACTS, stateOf, transcriptOf } from './a-council.ts';

const never = new AbortController().signal;
const input = { facts: FACTS, transcript: transcriptOf(aTalk()) };
const none = { models: {}, localModels: [] };
const firstOf = (seats: readonly Seat[]) => seats.map(({ candidates }) => candidates[0]?.model);

describe('the list of seats', () => {
  it('has the original models in front and a living successor for each', () => {
    const seats = seatList(none);
    expect(firstOf(seats)).toEqual([
      'llama-3.3-70b-versatile',
      'llama-3.1-70b-versatile',
      'openai/gpt-4o-mini',
      'anthropic/claude-3-haiku',
      'google/gemini-flash-1.5',
    ]);
    for (const { candidates } of seats) expect(candidates.length).toBeGreaterThan(1);
  });

  it('puts a configured model in front of its seat, once', () => {
    const models = { groq: 'openai/gpt-oss-120b', 'openrouter-2': 'x/new', openrouter: '' };
    const seats = seatList({ models, localModels: ['llama3'] });
    expect(firstOf(seats)).toEqual([
      'openai/gpt-oss-120b',
      'llama-3.1-70b-versatile',
      'openai/gpt-4o-mini',
      'x/new',
      'google/gemini-flash-1.5',
    ]);
    expect(seats[0]?.candidates.filter(({ model }) => model === 'openai/gpt-oss-120b')).toHaveLength(1);
    expect(seats.every(({ candidates }) => candidates.at(-1)?.provider === 'local')).toBe(true);
  });
});

describe('two names of one model', () => {
  it.each([
    ['openai/gpt-4o-mini-2024-07-18', 'openai/gpt-4o-mini'],
    ['llama-3.3-70b-versatile', 'meta-llama/llama-3.3-70b-instruct:free'],
    ['openai/gpt-oss-20b', 'gpt-oss-20b'],
  ])('%s and %s are one vote', (a, b) => expect(modelFamily(a)).toBe(modelFamily(b)));

  it('are not made up', () => {
    const ids = seatList(none).flatMap(({ candidates }) => candidates.map(({ model }) => model));
    const families = new Set(ids.map(modelFamily));
    expect(families.size).toBe(new Set(ids).size - 2); // each Llama stands there under the names of two hosts
  });
});

describe('who fills the seats', () => {
  it('with a key for Groq alone: three of its models, never one twice', async () => {
    const { council, clock, asked } = await aCouncil({ providers: ['groq'] });
    const { value } = await drive(clock, council.finish(input, never));
    expect(asked().toSorted()).toEqual(['openai/gpt-oss-120b', 'openai/gpt-oss-20b', 'qwen/qwen3.6-27b']);
    expect(value.seats.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'off', 'off']);
  });

  it('with a local server alone: one seat, at no cost', async () => {
    const choices = { models: {}, localModels: ['llama3.1:8b'] };
    const { council, clock, usages, asked } = await aCouncil({ providers: ['local'], choices });
    const { value } = await drive(clock, council.finish(input, never));
    expect(value.mode).toBe('fast');
    expect(asked()).toEqual(['llama3.1:8b']);
    expect(value.seats.map(({ state, costUsd }) => `${state} ${costUsd}`)).toEqual(['ok 0', ...Array(4).fill('off 0')]);
    expect(usages.every(({ costMicroUsd }) => costMicroUsd === 0)).toBe(true);
  });

  it('with a local server that nobody named a model of: the first that it lists', async () => {
    const scenario = { listed: [{ id: 'nomic-embed-text' }, { id: 'qwen3:8b' }, { id: 'phi4' }] };
    const { council, clock, asked } = await aCouncil({ providers: ['local'], scenario });
    await drive(clock, council.finish(input, never));
    expect(asked()).toEqual(['qwen3:8b']);
  });

  it('at a strange address: the models that it lists, when it has none of ours', async () => {
    const scenario = { listed: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id: `mock-${id}` })) };
    const gone = { calls: [{ status: 404 }] };
    const ours = seatList(none).flatMap(({ candidates }) => candidates.map(({ model }) => [model, gone]));
    const { council, clock } = await aCouncil({ isOriginal: false, scenario, models: Object.fromEntries(ours) });
    const { value } = await drive(clock, council.finish(input, never));
    expect(value.seats.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(new Set(value.seats.map(({ model }) => model)).size).toBe(5);
  });

  it('whatever was asked for, when nobody tells what there is', async () => {
    const scenario = { listed: null };
    const { council, clock, asked } = await aCouncil({ scenario });
    await drive(clock, council.finish(input, never));
    expect(new Set(asked())).toEqual(new Set(firstOf(seatList(none))));
  });

  it('not a model whose end has come', async () => {
    const scenario = {
      listed: [{ id: 'openai/gpt-4o-mini', expirationDate: '2026-11-01' }, { id: 'openai/gpt-6-luna' }],
    };
    const { council, clock, asked } = await aCouncil({ providers: ['openrouter'], scenario });
    await drive(clock, council.finish(input, never));
    expect(asked()).toContain('openai/gpt-6-luna');
    expect(asked()).not.toContain('openai/gpt-4o-mini');
  });
});

describe('the list of models', () => {
  it('is read once a day, and the end of a model is told once, a month ahead', async () => {
    const listed = [
      { id: 'openai/gpt-4o-mini', expirationDate: '2026-12-20' },
      { id: 'openai/gpt-6-luna', expirationDate: '2027-12-20' },
    ];
    const { council, clock, providers, notices } = await aCouncil({ providers: ['openrouter'], scenario: { listed } });
    council.start();
    await clock.advance(3 * 86_400_000 + 1);
    expect(providers[0]?.lists).toBe(4);
    expect(notices).toEqual([
      {
        code: 'model-ends',
        about: 'openrouter openai/gpt-4o-mini',
        untilMs: Date.UTC(2026, 11, 20),
        text: expect.stringMatching(/^openrouter openai\/gpt-4o-mini \(seat openrouter\).*2026-12-20/),
      },
    ]);
  });

  it('does not hold up the minutes when it does not come', async () => {
    const { council, clock, providers } = await aCouncil();
    for (const provider of providers) provider.list = () => new Promise(() => undefined);
    const { value, tookMs } = await drive(clock, council.finish(input, never));
    expect(value.mode).toBe('council');
    expect(tookMs).toBeLessThan(7_000);
    expect(stateOf(value, 'openrouter')).toBe('ok');
  });
});
