import fc from 'fast-check';
import { expect, type it as test } from 'vitest';
import type { RateLimits } from '../../src/ports/rate-limits.ts';
import { FakeClock } from '../doubles/fake-clock.ts';

/** What every implementation is opened with for these tests: 30 requests a minute of provider "p", 8000 tokens of each of its models. */
export const TEST_LIMITS = { p: { requestsPerMinute: 30, tokensPerMinute: 8_000 } } as const;

interface ScriptedClaim {
  readonly atMs: number;
  readonly model: string;
  readonly tokens: number;
  readonly instance: number;
  /** What the call really uses of its claim. */
  readonly usedShare: number;
}

interface Sent {
  readonly atMs: number;
  readonly model: string;
  readonly tokens: number;
}

/** `open` gives limits that share what they know: as processes on one database do. */
export function rateLimitsContract(
  it: typeof test,
  open: (clock: FakeClock, instances: number) => Promise<readonly RateLimits[]>,
): void {
  const never = new AbortController().signal;
  const far = Number.MAX_SAFE_INTEGER;

  it('lets pass in no window of 60 s more requests than the limit, whoever asks', async () => {
    await everyWindow({ tokens: { min: 1, max: 60 }, minLength: 45 }, (window) =>
      expect(window.length).toBeLessThanOrEqual(30),
    );
  });

  it('lets pass in no window of 60 s more tokens of a model than the limit, whoever asks', async () => {
    await everyWindow({ tokens: { min: 500, max: 4_000 }, minLength: 12 }, (window) => {
      for (const model of ['a', 'b', 'c']) expect(tokensOf(window, model)).toBeLessThanOrEqual(8_000);
    });
  });

  /** Bursts of calls from two processes; looks at every window that begins with one of them. */
  async function everyWindow(
    load: { readonly tokens: { readonly min: number; readonly max: number }; readonly minLength: number },
    holds: (window: readonly Sent[]) => void,
  ): Promise<void> {
    const call = fc.record({
      atMs: fc.integer({ min: 0, max: 90_000 }),
      model: fc.constantFrom('a', 'b', 'c'),
      tokens: fc.integer(load.tokens),
      instance: fc.integer({ min: 0, max: 1 }),
      usedShare: fc.constantFrom(0.5, 1, 1),
    });
    const calls = fc.array(call, { minLength: load.minLength, maxLength: 60, size: 'max' });
    await fc.assert(
      fc.asyncProperty(calls, async (list) => {
        const sent = await sendAll(list);
        expect(sent).toHaveLength(list.length);
        for (const { atMs } of sent) holds(sent.filter((other) => other.atMs >= atMs && other.atMs < atMs + 60_000));
      }),
      { numRuns: 6, seed: 1 },
    );
  }

  async function sendAll(calls: readonly ScriptedClaim[]): Promise<readonly Sent[]> {
    const clock = new FakeClock();
    const limits = await open(clock, 2);
    const sent: Sent[] = [];
    const asks = calls.map(async ({ atMs, model, tokens, instance, usedShare }) => {
      await clock.delay(atMs);
      const booking = await limits[instance]!.acquire({ provider: 'p', model, tokens, notAfterMs: far }, never);
      const entry = { atMs: clock.now(), model, tokens: Math.floor(tokens * usedShare) };
      sent.push(entry);
      await limits[1 - instance]!.settle(booking, entry.tokens);
    });
    let isOver = false;
    const all = Promise.all(asks).finally(() => {
      isOver = true;
    });
    while (!isOver) await clock.advance(5_000);
    await all;
    return sent;
  }

  it('refuses at once what has no turn before its time', async () => {
    const clock = new FakeClock();
    const [limits] = await open(clock, 1);
    const claim = { provider: 'p', model: 'a', tokens: 1 };
    for (let count = 0; count < 30; count += 1) await limits!.acquire({ ...claim, notAfterMs: clock.now() }, never);
    const late = limits!.acquire({ ...claim, notAfterMs: clock.now() + 10_000 }, never);
    await expect(late).rejects.toMatchObject({ code: 'llm_limited', retryable: true });
    await expect(late).rejects.toHaveProperty('retryAfterMs', 61_000);
  });

  it('says of a question that is larger than the limit that no waiting helps', async () => {
    const [limits] = await open(new FakeClock(), 1);
    const claim = { provider: 'p', model: 'a', tokens: 8_001, notAfterMs: far };
    await expect(limits!.acquire(claim, never)).rejects.toMatchObject({ code: 'llm_limited', retryable: false });
  });

  it('takes the limits that headers tell, for the model they are about', async () => {
    const clock = new FakeClock();
    const [limits, other] = await open(clock, 2);
    await limits!.observe('p', 'a', { tokensPerMinute: 100, requestsPerDay: 2 });
    expect(await other!.tokensPerMinute('p', 'a')).toBe(100);
    expect(await other!.tokensPerMinute('p', 'b')).toBe(8_000);
    expect(await other!.tokensPerMinute('q', 'b')).toBeNull();
    const claim = { provider: 'p', model: 'a', tokens: 10, notAfterMs: clock.now() + 3_600_000 };
    await other!.acquire(claim, never);
    await other!.acquire(claim, never);
    await expect(other!.acquire(claim, never)).rejects.toMatchObject({ code: 'llm_limited' });
    await clock.advance(86_400_001);
    await other!.acquire({ ...claim, notAfterMs: far }, never);
  });

  it('rests for as long as a provider asks, but not for ever', async () => {
    const clock = new FakeClock();
    const [limits] = await open(clock, 1);
    const claim = { provider: 'p', model: 'a', tokens: 1 };
    await limits!.observe('p', 'a', { restMs: 20_000 });
    await expect(limits!.acquire({ ...claim, notAfterMs: clock.now() + 19_000 }, never)).rejects.toMatchObject({
      code: 'llm_limited',
    });
    await limits!.acquire({ ...claim, model: 'b', notAfterMs: clock.now() }, never);
    await limits!.observe('p', 'a', { restMs: 86_400_000 });
    await clock.advance(600_000);
    await limits!.acquire({ ...claim, notAfterMs: clock.now() }, never);
  });

  it('gives the place of a call back that was never sent', async () => {
    const clock = new FakeClock();
    const [limits] = await open(clock, 1);
    const claim = { provider: 'p', model: 'a', tokens: 8_000, notAfterMs: clock.now() };
    await limits!.cancel(await limits!.acquire(claim, never));
    await limits!.acquire(claim, never);
    await expect(limits!.acquire(claim, never)).rejects.toMatchObject({ code: 'llm_limited' });
  });

  it('stops waiting with its signal', async () => {
    const clock = new FakeClock();
    const [limits] = await open(clock, 1);
    const claim = { provider: 'p', model: 'a', tokens: 8_000, notAfterMs: far };
    await limits!.acquire(claim, never);
    const controller = new AbortController();
    const waiting = limits!.acquire(claim, controller.signal);
    waiting.catch(() => undefined);
    await clock.advance(1_000);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
}

const tokensOf = (window: readonly Sent[], model: string): number =>
  window.filter((call) => call.model === model).reduce((sum, { tokens }) => sum + tokens, 0);
