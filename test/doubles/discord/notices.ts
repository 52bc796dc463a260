import { setTimeout as realDelay } from 'node:timers/promises';
import type { NoticeKinds as Kinds } from './notice-kinds.ts';

const PATIENCE_MS = 10_000;

/**
 * What happens in the double, told once to whoever listens. `next` and `until` wait for it without sleeping; after 10 s of real time they
 * say what did not come.
 */
export class Notices {
  readonly #listeners = new Map<keyof Kinds, Set<(value: never) => void>>();
  readonly #anyListeners = new Set<() => void>();

  emit<Kind extends keyof Kinds>(kind: Kind, value: Kinds[Kind]): void {
    for (const listener of [...(this.#listeners.get(kind) ?? [])]) listener(value as never);
    for (const listener of [...this.#anyListeners]) listener();
  }

  /** @returns what takes the listener away again. */
  on<Kind extends keyof Kinds>(kind: Kind, listener: (value: Kinds[Kind]) => void): () => void {
    const listeners = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** The next of this kind from now on. */
  async next<Kind extends keyof Kinds>(
    kind: Kind,
    matches: (value: Kinds[Kind]) => boolean = () => true,
    patienceMs = PATIENCE_MS,
  ): Promise<Kinds[Kind]> {
    const { promise, resolve } = Promise.withResolvers<Kinds[Kind]>();
    const stop = this.on(kind, (value) => {
      if (matches(value)) resolve(value);
    });
    return inTime(promise, `no ${String(kind)}`, patienceMs).finally(stop);
  }

  /** The first truthy answer of `check`, asked now and after everything that happens. */
  async until<T>(
    check: () => T | null | undefined | false,
    what: string,
    patienceMs = PATIENCE_MS,
  ): Promise<NonNullable<T>> {
    const { promise, resolve, reject } = Promise.withResolvers<NonNullable<T>>();
    const look = () => {
      try {
        const found = check();
        if (found) resolve(found);
      } catch (error) {
        reject(error);
      }
    };
    this.#anyListeners.add(look);
    look();
    return inTime(promise, `not so: ${what}`, patienceMs).finally(() => this.#anyListeners.delete(look));
  }
}

async function inTime<T>(promise: Promise<T>, complaint: string, patienceMs: number): Promise<T> {
  const stopped = new AbortController();
  const late = realDelay(patienceMs, null, { signal: stopped.signal }).then(() => {
    throw new Error(`local Discord: ${complaint} within ${patienceMs} ms`);
  });
  late.catch(() => undefined);
  return Promise.race([promise, late]).finally(() => stopped.abort());
}
