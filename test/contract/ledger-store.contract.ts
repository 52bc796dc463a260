import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Usage } from '../../src/domain/usage.ts';
import type { BudgetCheck, HeldMoney, LedgerStore, MoneyFilter } from '../../src/ports/ledger-store.ts';

export const all: MoneyFilter = { scope: null, meetingId: null, sinceMs: null, untilMs: null };

export const aUsage = (changes: Partial<Usage> = {}): Usage => ({
  scope: 'guild-1',
  meetingId: 'm1',
  kind: 'minutes',
  seat: 'groq-1',
  provider: 'groq',
  model: 'openai/gpt-oss-120b',
  inputTokens: 1_000,
  outputTokens: 200,
  cachedTokens: null,
  audioMs: null,
  costMicroUsd: 270,
  priceSource: 'table',
  atMs: 5_000,
  ...changes,
});

const money = (id: string, changes: Partial<HeldMoney> = {}): HeldMoney => ({
  id,
  scope: 'guild-1',
  meetingId: 'm1',
  microUsd: 100,
  owner: 'host:1',
  expiresAtMs: 10_000,
  ...changes,
});

const cap = (capMicroUsd: number, filter: Partial<MoneyFilter> = {}): BudgetCheck => ({
  limit: 'day',
  capMicroUsd,
  filter: { ...all, ...filter },
});

/** What every LedgerStore does. `open` gives an empty one. */
export function ledgerStoreContract(name: string, open: () => Promise<LedgerStore & Partial<AsyncDisposable>>): void {
  describe(`${name} as a LedgerStore`, () => {
    let store: LedgerStore & Partial<AsyncDisposable>;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store[Symbol.asyncDispose]?.();
    });

    it('holds money up to the limit and not a micro-dollar more', async () => {
      expect(await store.hold(money('a'), [cap(200)], 0)).toBeNull();
      expect(await store.hold(money('b'), [cap(200)], 0)).toBeNull();
      expect(await store.hold(money('c', { microUsd: 1 }), [cap(1_000), cap(200)], 0)).toEqual(cap(200));
      expect(await store.used(all, 0)).toBe(200);
    });

    it('gives back what was released, what has expired and what dead owners held', async () => {
      await store.hold(money('a'), [], 0);
      await store.hold(money('b', { owner: 'host:2' }), [], 0);
      await store.hold(money('c', { expiresAtMs: 500 }), [], 0);
      expect(await store.used(all, 499)).toBe(300);
      expect(await store.used(all, 500)).toBe(200);
      await store.release('a');
      await store.release('a');
      await store.release('never');
      expect(await store.releaseOf((owner) => owner === 'host:2')).toBe(1);
      expect(await store.used(all, 500)).toBe(0);
    });

    it('books once, whatever is repeated, in the place of what was held', async () => {
      await store.hold(money('a'), [], 0);
      expect(await store.settle('a', aUsage())).toEqual({ usage: aUsage(), isNew: true });
      expect(await store.settle('a', aUsage({ costMicroUsd: 999 }))).toEqual({ usage: aUsage(), isNew: false });
      expect(await store.used(all, 0)).toBe(270);
    });

    it('books also when the money was let go before', async () => {
      await store.hold(money('a'), [], 0);
      await store.release('a');
      expect((await store.settle('a', aUsage())).isNew).toBe(true);
      expect(await store.used(all, 0)).toBe(270);
    });

    it('counts a call of unknown price with what was held for it, and tells no price', async () => {
      await store.hold(money('a'), [], 0);
      await store.settle('a', aUsage({ costMicroUsd: null, priceSource: 'unknown' }));
      expect(await store.used(all, 0)).toBe(100);
      expect(await store.sums(all, 'kind')).toMatchObject([{ calls: 1, microUsd: 0, unknownCalls: 1 }]);
    });

    it('keeps scopes, meetings and times apart', async () => {
      await store.book(aUsage({ costMicroUsd: 1 }));
      await store.book(aUsage({ costMicroUsd: 10, scope: 'guild-2', meetingId: 'm2' }));
      await store.book(aUsage({ costMicroUsd: 100, meetingId: null, atMs: 9_000 }));
      const used = (filter: Partial<MoneyFilter>) => store.used({ ...all, ...filter }, 0);
      expect(await used({ scope: 'guild-1' })).toBe(101);
      expect(await used({ meetingId: 'm2' })).toBe(10);
      expect(await used({ sinceMs: 9_000 })).toBe(100);
      expect(await used({ untilMs: 9_000 })).toBe(11);
    });

    it('adds up by provider, model, meeting, kind and time, the dearest first', async () => {
      await store.book(aUsage());
      await store.book(
        aUsage({ provider: 'openrouter', model: 'x', costMicroUsd: 900, atMs: 900_000, meetingId: null }),
      );
      await store.book(aUsage({ kind: 'transcription', inputTokens: null, outputTokens: null, audioMs: 60_000 }));
      expect(await store.sums(all, 'provider')).toEqual([
        {
          key: 'openrouter',
          title: null,
          calls: 1,
          microUsd: 900,
          unknownCalls: 0,
          inputTokens: 1_000,
          outputTokens: 200,
          audioMs: 0,
        },
        {
          key: 'groq',
          title: null,
          calls: 2,
          microUsd: 540,
          unknownCalls: 0,
          inputTokens: 1_000,
          outputTokens: 200,
          audioMs: 60_000,
        },
      ]);
      const keys = async (by: Parameters<LedgerStore['sums']>[1]) => (await store.sums(all, by)).map(({ key }) => key);
      expect(await keys('model')).toEqual(['openrouter x', 'groq openai/gpt-oss-120b']);
      expect(await keys('meeting')).toEqual(['', 'm1']);
      expect(await keys('kind')).toEqual(['minutes', 'transcription']);
      expect(await keys('provider-quarter')).toEqual(['openrouter 1', 'groq 0']);
      expect(await store.sums({ ...all, scope: 'nobody' }, 'kind')).toEqual([]);
    });

    it('never goes over a limit by what runs at the same time', async () => {
      const held = await Promise.all(
        Array.from({ length: 50 }, (_, index) => store.hold(money(`r${index}`, { microUsd: 30 }), [cap(1_000)], 0)),
      );
      expect(held.filter((broken) => broken === null)).toHaveLength(33);
      expect(await store.used(all, 0)).toBe(990);
    });

    it('adds up to the micro-dollar, in whatever order reservations are settled, repeated and released', async () => {
      const step = fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        what: fc.constantFrom('hold', 'settle', 'release'),
        microUsd: fc.nat({ max: 1_000_000 }),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          const scope = `scope-${run++}`;
          const expected = new ExpectedMoney();
          for (const { id, what, microUsd } of steps) await take[what]?.(`${scope}-${id}`, microUsd, scope, expected);
          expect(await store.used({ ...all, scope }, 0)).toBe(expected.microUsd);
        }),
        { numRuns: 30 },
      );
    });

    type Step = (id: string, microUsd: number, scope: string, expected: ExpectedMoney) => Promise<void>;
    const take: Readonly<Record<string, Step>> = {
      hold: async (id, microUsd, scope, expected) => {
        if (expected.hold(id, microUsd)) await store.hold(money(id, { scope, microUsd }), [], 0);
      },
      settle: async (id, microUsd, scope, expected) => {
        const { isNew } = await store.settle(id, aUsage({ scope, costMicroUsd: microUsd }));
        expect(isNew).toBe(expected.settle(id, microUsd));
      },
      release: async (id, _microUsd, _scope, expected) => {
        await store.release(id);
        expected.release(id);
      },
    };
  });
}

/** What should be in the store after the same steps. */
class ExpectedMoney {
  readonly #settled = new Map<string, number>();
  readonly #held = new Map<string, number>();

  get microUsd(): number {
    return [...this.#settled.values(), ...this.#held.values()].reduce((sum, value) => sum + value, 0);
  }

  hold(id: string, microUsd: number): boolean {
    const isNew = !this.#held.has(id) && !this.#settled.has(id);
    if (isNew) this.#held.set(id, microUsd);
    return isNew;
  }

  settle(id: string, microUsd: number): boolean {
    const isNew = !this.#settled.has(id);
    if (isNew) this.#settled.set(id, microUsd);
    this.release(id);
    return isNew;
  }

  release(id: string): void {
    this.#held.delete(id);
  }
}
