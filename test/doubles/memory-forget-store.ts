import type { ForgetStore, PendingForget } from '../../src/ports/forget-store.ts';

/** A ForgetStore that forgets with the process. */
export class MemoryForgetStore implements ForgetStore {
  #pending: readonly PendingForget[] = [];

  async add(forget: PendingForget): Promise<void> {
    if (!this.#pending.some(isSame(forget))) this.#pending = [...this.#pending, { ...forget }];
  }

  async list(): Promise<readonly PendingForget[]> {
    return structuredClone(this.#pending);
  }

  async remove(forget: PendingForget): Promise<void> {
    this.#pending = this.#pending.filter((pending) => !isSame(forget)(pending));
  }
}

const isSame = (a: PendingForget) => (b: PendingForget) => a.meetingId === b.meetingId && a.userId === b.userId;
