import type { Notices } from '../notices.ts';
import type { DaveFaults, DaveLink } from './dave-link.ts';
import type { DaveUser } from './dave-user.ts';

/** The server does not wait longer for op 23 of a client. */
const PATIENCE_MS = 2_000;

export interface NewEpoch {
  readonly stayed: readonly string[];
  readonly added: readonly string[];
  readonly commit: Buffer;
  readonly welcome: Buffer | null;
}

interface Surroundings {
  readonly link: () => DaveLink | null;
  readonly user: (userId: string) => DaveUser | undefined;
  readonly onExecuted: () => void;
}

/** Brings everybody into a new epoch: announced to the bot, held until it is ready, then executed. Users switch keys only then. */
export class Transitions implements Disposable {
  readonly #channelId: string;
  readonly #faults: DaveFaults;
  readonly #notices: Notices;
  readonly #surroundings: Surroundings;
  readonly #waiting = new Map<number, { readonly execute: () => void; readonly timer: NodeJS.Timeout }>();
  readonly #announcements = new Set<NodeJS.Timeout>();
  #nextId = 1;

  constructor(channelId: string, faults: DaveFaults, notices: Notices, surroundings: Surroundings) {
    this.#channelId = channelId;
    this.#faults = faults;
    this.#notices = notices;
    this.#surroundings = surroundings;
  }

  get isRunning(): boolean {
    return this.#waiting.size + this.#announcements.size > 0;
  }

  /** @returns the transition's id */
  begin(epoch: NewEpoch): number {
    const id = this.#faults.usesTransitionZero ? 0 : this.#takeId();
    if (this.#faults.announceDelayMs === 0) this.#announce(id, epoch);
    else {
      const timer = setTimeout(() => {
        this.#announcements.delete(timer);
        this.#announce(id, epoch);
      }, this.#faults.announceDelayMs);
      this.#announcements.add(timer);
    }
    return id;
  }

  async downgrade(users: readonly DaveUser[]): Promise<void> {
    const link = this.#surroundings.link();
    const inClear = () => {
      for (const user of users) user.isPassthrough = true;
    };
    if (!link) return inClear();
    const id = this.#takeId();
    const executed = this.#notices.next('dave-executed', ({ transitionId }) => transitionId === id);
    this.#wait(id, inClear);
    link.prepareTransition(id, 0);
    await executed;
  }

  takeReady(transitionId: number): void {
    this.#notices.emit('dave-ready', { channelId: this.#channelId, transitionId });
    if (!this.#faults.holdsTransitions) this.#execute(transitionId);
  }

  executeAll(): void {
    for (const id of [...this.#waiting.keys()]) this.#execute(id);
  }

  /** Drops what was under way, without effect. */
  forget(): void {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    for (const timer of this.#announcements) clearTimeout(timer);
    this.#waiting.clear();
    this.#announcements.clear();
  }

  [Symbol.dispose](): void {
    this.forget();
  }

  #takeId(): number {
    const id = this.#nextId;
    this.#nextId = (id % 0xffff) + 1;
    return id;
  }

  #announce(id: number, epoch: NewEpoch): void {
    const link = this.#surroundings.link();
    const isStaying = link !== null && epoch.stayed.includes(link.userId);
    const isAdded = link !== null && epoch.added.includes(link.userId);
    if (isStaying) link.announceCommit(id, this.#perhapsCorrupt(epoch.commit, 'corruptCommits'));
    if (isAdded && epoch.welcome) link.announceWelcome(id, this.#perhapsCorrupt(epoch.welcome, 'corruptWelcomes'));
    const switchKeys = () => this.#switchKeys(epoch);
    if ((isStaying || isAdded) && id !== 0) return void this.#wait(id, switchKeys);
    switchKeys();
    setImmediate(this.#surroundings.onExecuted);
  }

  #perhapsCorrupt(message: Buffer, kind: 'corruptCommits' | 'corruptWelcomes'): Buffer {
    if (this.#faults[kind] === 0) return message;
    this.#faults[kind] -= 1;
    return Buffer.from(message).fill(0x55, 40, 60);
  }

  #wait(id: number, effect: () => void): void {
    const timer = setTimeout(() => {
      if (!this.#faults.holdsTransitions) this.#execute(id);
    }, PATIENCE_MS);
    this.#waiting.set(id, { execute: effect, timer });
  }

  #execute(id: number): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    waiting.execute();
    this.#surroundings.link()?.executeTransition(id);
    this.#notices.emit('dave-executed', { channelId: this.#channelId, transitionId: id });
    this.#surroundings.onExecuted();
  }

  #switchKeys({ stayed, added, commit, welcome }: NewEpoch): void {
    for (const userId of stayed) this.#attempt(userId, 'commit', (user) => user.processCommit(commit));
    if (!welcome) return;
    for (const userId of added) this.#attempt(userId, 'welcome', (user) => user.processWelcome(welcome));
  }

  #attempt(userId: string, step: string, work: (user: DaveUser) => void): void {
    const user = this.#surroundings.user(userId);
    try {
      if (user) work(user);
    } catch (error) {
      this.#notices.emit('dave-user-fault', { userId, step, message: String(error) });
    }
  }
}
