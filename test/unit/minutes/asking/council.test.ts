import { describe, expect, it } from 'vitest';
import { aCouncil, aTalk, drive, FACTS, LIVING, stateOf, transcriptOf } from './a-council.ts';

const never = new AbortController().signal;
const input = { facts: FACTS, transcript: transcriptOf(aTalk()) };

describe('five seats', () => {
  it('are asked at once, each with a model of its own, and word the minutes together', async () => {
    const { council, clock, asked } = await aCouncil({ models: { '*': { calls: [{ delayMs: 3_000 }] } } });
    const { value, tookMs } = await drive(clock, council.finish(input, never));
    expect(asked().toSorted()).toEqual(Object.values(LIVING).toSorted());
    expect(value.mode).toBe('council');
    expect(value.seats.map(({ seat, state }) => `${seat} ${state}`)).toEqual(
      Object.keys(LIVING).map((seat) => `${seat} ok`),
    );
    expect(value.summary).toBe('worded');
    expect(value.conclusion).toBe(LIVING.groq); // the first cheap and fast one
    expect(tookMs).toBeLessThan(8_000);
  });

  it('give the same minutes in whatever order they answer', async () => {
    const orders = [
      [0, 900, 500, 300, 100],
      [700, 0, 200, 900, 400],
    ];
    const runs: string[] = [];
    for (const delays of orders) {
      const scripts = Object.values(LIVING).map((model, index) => [
        model,
        { calls: [{ delayMs: delays[index] ?? 0 }] },
      ]);
      const { council, clock } = await aCouncil({ models: Object.fromEntries(scripts) });
      const { value } = await drive(clock, council.finish(input, never));
      runs.push(JSON.stringify({ ...value, seats: value.seats.map((seat) => ({ ...seat, ms: 0 })) }));
    }
    expect(runs[0]).toBe(runs[1]);
  });

  it('are one for a word, two for a moment, none for silence', async () => {
    const { council, clock, asked } = await aCouncil();
    const say = (text: string) => ({ facts: FACTS, transcript: transcriptOf([{ ...aTalk()[0]!, text }]) });
    expect((await drive(clock, council.finish(say('yes'), never))).value.mode).toBe('fast');
    expect(asked()).toHaveLength(1);
    const pair = (await drive(clock, council.finish(say('word '.repeat(30)), never))).value;
    expect(pair.mode).toBe('pair');
    expect(pair.seats.filter(({ state }) => state === 'ok').map(({ seat }) => seat)).toEqual(['groq', 'openrouter']);
    const silent = (await drive(clock, council.finish({ facts: FACTS, transcript: transcriptOf([]) }, never))).value;
    expect(silent).toMatchObject({ mode: 'local', notices: [] });
    expect(asked()).toHaveLength(3);
  });

  it('stand by where fewer are wanted: one that fails is replaced', async () => {
    const { council, clock } = await aCouncil({
      mode: 'fast',
      models: { [LIVING.groq]: { calls: [{ status: 401 }] } },
    });
    const { value } = await drive(clock, council.finish(input, never));
    expect(value.mode).toBe('fast');
    expect(stateOf(value, 'openrouter')).toBe('ok');
  });
});

describe('a seat', () => {
  it('takes the next candidate when its model is gone, in the same request, and somebody is told once', async () => {
    const models = { [LIVING.openrouter]: { calls: [{ status: 404 }] } };
    const { council, clock, notices, asked, database } = await aCouncil({ models });
    const { value } = await drive(clock, council.finish(input, never));
    expect(value.seats[2]).toMatchObject({ model: 'openai/gpt-6-luna', state: 'ok' });
    expect(notices.map(({ code }) => code)).toEqual(['model-retired']);
    const again = await aCouncil({ models, clock, database });
    await drive(clock, again.council.finish(input, never));
    expect(again.asked()).not.toContain(LIVING.openrouter); // another process knows
    expect(again.notices).toEqual([]);
    expect(asked()).toContain(LIVING.openrouter);
  });

  it('gives no second vote with a model that another seat speaks with', async () => {
    const other = { calls: [{ envelope: 'other-model', servedModel: 'openai/gpt-oss-120b' }] } as const;
    const { council, clock } = await aCouncil({ models: { [LIVING.openrouter]: other } });
    const { value } = await drive(clock, council.finish(input, never));
    expect(stateOf(value, 'openrouter')).toBe('duplicate');
    expect(value.actionItems.every(({ of }) => of === 4)).toBe(true);
  });

  it('is asked again after a failure of the moment, and replaced after a second', async () => {
    const models = {
      [LIVING.groq]: { calls: [{ status: 500 }, {}] },
      [LIVING.openrouter]: { calls: [{ status: 503 }] },
    };
    const { council, clock, asked } = await aCouncil({ models });
    const { value } = await drive(clock, council.finish(input, never));
    expect(value.seats[0]).toMatchObject({ model: LIVING.groq, state: 'ok' });
    expect(value.seats[2]).toMatchObject({ model: 'openai/gpt-6-luna', state: 'ok' });
    expect(asked().filter((model) => model === LIVING.openrouter)).toHaveLength(2);
  });

  it('that is slow is hedged with its next candidate after 12 s', async () => {
    const models = { [LIVING.openrouter]: { calls: [{ stalls: true }] }, '*': { calls: [{ delayMs: 11_000 }] } };
    const { council, clock, asked } = await aCouncil({
      models: { ...models, 'openai/gpt-6-luna': { calls: [{ delayMs: 2_000 }] } },
    });
    const { value, tookMs } = await drive(clock, council.finish(input, never));
    expect(asked()).toContain('openai/gpt-6-luna');
    expect(value.seats[2]).toMatchObject({ model: 'openai/gpt-6-luna', state: 'ok', costUsd: null });
    expect(tookMs).toBeLessThan(27_000); // 14 s and a slow wording
  });

  it('that answers with nonsense is told its faults and asked once more', async () => {
    const nonsense = { text: 'no-json' } as const;
    const models = { [LIVING.groq]: { calls: [nonsense, {}] }, [LIVING.openrouter]: { calls: [nonsense] } };
    const { council, clock, providers } = await aCouncil({ models });
    const { value } = await drive(clock, council.finish(input, never));
    expect(stateOf(value, 'groq')).toBe('repaired');
    expect(stateOf(value, 'openrouter')).toBe('invalid');
    const again = providers[0]!.calls.filter(({ model }) => model === LIVING.groq)[1];
    expect(again?.user).toContain('it is no JSON');
  });

  it('whose answer was cut is asked about the halves', async () => {
    const models = { [LIVING.groq]: { calls: [{ envelope: 'length' }, {}] } } as const;
    const { council, clock, providers } = await aCouncil({ models });
    const { value } = await drive(clock, council.finish(input, never));
    expect(stateOf(value, 'groq')).toBe('ok');
    const calls = providers[0]!.calls.filter(({ model }) => model === LIVING.groq);
    const ids = calls.map(({ user }) => user.match(/^s\d+/gm));
    expect(ids.slice(0, 3)).toEqual([
      ['s1', 's2', 's3', 's4'],
      ['s1', 's2'],
      ['s3', 's4'],
    ]);
  });

  it('takes the strictest form of answer that its model knows, and remembers it', async () => {
    const models = { [LIVING.groq]: { calls: [{ refuses: ['schema', 'object'] }] } } as const;
    const { council, clock, providers } = await aCouncil({ models });
    const modes = () => {
      const calls = providers[0]!.calls.filter(({ model }) => model === LIVING.groq);
      return calls.map(({ body }) => body.response_format?.type);
    };
    expect(stateOf((await drive(clock, council.finish(input, never))).value, 'groq')).toBe('ok');
    expect(modes()).toEqual(['json_schema', 'json_object', undefined, undefined]); // the last one words the minutes
    await drive(clock, council.finish({ ...input, facts: { ...FACTS, meetingId: 'm2' } }, never));
    expect(modes().slice(4)).toEqual([undefined, undefined]);
  });

  it('waits as long as a 429 asks if there is time, and is limited if there is not', async () => {
    const wait = { status: 429, retryAfter: { ms: 3_000, style: 's' } } as const;
    const models = {
      [LIVING.groq]: { calls: [wait, {}] },
      [LIVING['groq-2']]: { calls: [{ status: 429, retryAfter: { ms: 120_000, style: 'ms' } }] },
      'openai/gpt-oss-20b': { calls: [{ status: 429, retryAfter: { ms: 120_000, style: 'date' } }] },
      'meta-llama/llama-3.1-70b-instruct': { calls: [{ status: 429, retryAfter: { ms: 120_000, style: 's' } }] },
    } as const;
    const { council, clock } = await aCouncil({ models });
    const { value } = await drive(clock, council.finish(input, never));
    expect(stateOf(value, 'groq')).toBe('ok');
    expect(stateOf(value, 'groq-2')).toBe('limited');
  });

  it('rests after three failures in a row, for all meetings of the process', async () => {
    const model = LIVING['openrouter-3'];
    const { council, clock, asked } = await aCouncil({ models: { [model]: { calls: [{ status: 500 }] } } });
    const meet = (meetingId: string) =>
      drive(clock, council.finish({ ...input, facts: { ...FACTS, meetingId } }, never));
    for (const id of ['m1', 'm2', 'm3']) await meet(id);
    const tries = () => asked().filter((name) => name === model).length;
    expect(tries()).toBe(3);
    await clock.advance(60_000);
    await meet('m4');
    expect(tries()).toBe(4);
  });
});
