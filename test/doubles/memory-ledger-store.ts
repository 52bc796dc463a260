import type { Usage } from '../../src/domain/usage.ts';
import type {
  BudgetCheck,
  HeldMoney,
  LedgerStore,
  MoneyFilter,
  MoneyGroup,
  MoneySum,
  Settled,
} from '../../src/ports/ledger-store.ts';

interface Booked {
  readonly usage: Usage;
  readonly countedMicroUsd: number;
  readonly reservationId: string | null;
}

/** A LedgerStore that forgets with the process. */
export class MemoryLedgerStore implements LedgerStore {
  readonly #held = new Map<string, HeldMoney>();
  readonly #booked: Booked[] = [];

  async hold(money: HeldMoney, checks: readonly BudgetCheck[], nowMs: number): Promise<BudgetCheck | null> {
    for (const { id, expiresAtMs } of this.#held.values()) if (expiresAtMs <= nowMs) this.#held.delete(id);
    const broken = checks.find(({ filter, capMicroUsd }) => this.#used(filter, nowMs) + money.microUsd > capMicroUsd);
    if (!broken) this.#held.set(money.id, money);
    return broken ?? null;
  }

  async settle(reservationId: string, usage: Usage): Promise<Settled> {
    const earlier = this.#booked.find((entry) => entry.reservationId === reservationId);
    if (earlier) return { usage: earlier.usage, isNew: false };
    const held = this.#held.get(reservationId)?.microUsd ?? 0;
    this.#held.delete(reservationId);
    this.#booked.push({ usage, countedMicroUsd: usage.costMicroUsd ?? held, reservationId });
    return { usage, isNew: true };
  }

  async release(reservationId: string): Promise<void> {
    this.#held.delete(reservationId);
  }

  async book(usage: Usage): Promise<void> {
    this.#booked.push({ usage, countedMicroUsd: usage.costMicroUsd ?? 0, reservationId: null });
  }

  async releaseOf(isDead: (owner: string) => boolean): Promise<number> {
    const dead = [...this.#held.values()].filter(({ owner }) => isDead(owner));
    for (const { id } of dead) this.#held.delete(id);
    return dead.length;
  }

  async used(filter: MoneyFilter, nowMs: number): Promise<number> {
    return this.#used(filter, nowMs);
  }

  async sums(filter: MoneyFilter, by: MoneyGroup): Promise<readonly MoneySum[]> {
    const groups = Map.groupBy(this.#fitting(filter), ({ usage }) => keyOf(usage, by));
    const sums = [...groups].map(([key, entries]) =>
      sumOf(
        key,
        entries.map(({ usage }) => usage),
      ),
    );
    return sums.sort((a, b) => b.microUsd - a.microUsd || (a.key < b.key ? -1 : 1));
  }

  #fitting({ scope, meetingId, sinceMs, untilMs }: MoneyFilter): Booked[] {
    return this.#booked.filter(
      ({ usage }) =>
        (scope === null || usage.scope === scope) &&
        (meetingId === null || usage.meetingId === meetingId) &&
        (sinceMs === null || usage.atMs >= sinceMs) &&
        (untilMs === null || usage.atMs < untilMs),
    );
  }

  #used(filter: MoneyFilter, nowMs: number): number {
    const spent = this.#fitting(filter).reduce((sum, { countedMicroUsd }) => sum + countedMicroUsd, 0);
    if (filter.untilMs !== null) return spent;
    const held = [...this.#held.values()].filter(
      ({ scope, meetingId, expiresAtMs }) =>
        expiresAtMs > nowMs &&
        (filter.scope === null || scope === filter.scope) &&
        (filter.meetingId === null || meetingId === filter.meetingId),
    );
    return held.reduce((sum, { microUsd }) => sum + microUsd, spent);
  }
}

function keyOf(usage: Usage, by: MoneyGroup): string {
  const keys: Record<MoneyGroup, string> = {
    provider: usage.provider,
    model: `${usage.provider} ${usage.model}`,
    meeting: usage.meetingId ?? '',
    kind: usage.kind,
    'provider-quarter': `${usage.provider} ${Math.floor(usage.atMs / 900_000)}`,
  };
  return keys[by];
}

function sumOf(key: string, usages: readonly Usage[]): MoneySum {
  const sum = (value: (usage: Usage) => number | null): number =>
    usages.reduce((total, each) => total + (value(each) ?? 0), 0);
  return {
    key,
    title: null,
    calls: usages.length,
    microUsd: sum(({ costMicroUsd }) => costMicroUsd),
    unknownCalls: usages.filter(({ costMicroUsd }) => costMicroUsd === null).length,
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    audioMs: sum(({ audioMs }) => audioMs),
  };
}
