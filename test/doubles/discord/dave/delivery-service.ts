import type { Notices } from '../notices.ts';
import type { DaveFaults, DaveLink } from './dave-link.ts';
import type { DaveUser } from './dave-user.ts';
import { ExternalSender } from './external-sender.ts';
import { u8, u64, vector } from './mls-bytes.ts';
import { Roster } from './roster.ts';
import { splitCommit } from './split-commit.ts';
import { Transitions } from './transitions.ts';

type Change =
  | { readonly kind: 'add'; readonly userId: string; readonly keyPackage: Buffer }
  | { readonly kind: 'remove'; readonly userId: string };

/** Identity of the voice server in the group; any id that no user has. */
const SERVER_IDENTITY = 999n;
/** Op 27: proposals follow (0), not references to withdraw (1). */
const APPEND = u8(0);

/**
 * DAVE's delivery service for one channel: collects key packages, proposes who is added and removed, lets the first commit of an epoch
 * win and has the transition executed when the bot is ready. One batch an epoch: what comes meanwhile waits.
 */
export class DeliveryService implements Disposable {
  readonly channelId: string;
  readonly faults: DaveFaults = {
    corruptCommits: 0,
    corruptWelcomes: 0,
    usesTransitionZero: false,
    holdsTransitions: false,
    announceDelayMs: 0,
    committer: 'users',
  };
  readonly #sender = new ExternalSender(SERVER_IDENTITY);
  readonly #notices: Notices;
  readonly #users = new Map<string, DaveUser>();
  readonly #transitions: Transitions;
  #link: DaveLink | null = null;
  #roster: Roster | null = null;
  #epoch = 0n;
  #queue: Change[] = [];
  #batch: readonly Change[] | null = null;
  #isClosed = false;

  constructor(channelId: string, notices: Notices) {
    this.channelId = channelId;
    this.#notices = notices;
    this.#transitions = new Transitions(channelId, this.faults, notices, {
      link: () => this.#link,
      user: (userId) => this.#users.get(userId),
      onExecuted: () => this.#pump(),
    });
  }

  /** Payload of op 25. */
  get externalSender(): Buffer {
    return this.#sender.package;
  }

  get epoch(): bigint {
    return this.#epoch;
  }

  get memberIds(): readonly string[] {
    return this.#roster?.memberIds ?? [];
  }

  /** Nobody waits to come or go, and everybody uses the keys of the present epoch. */
  get isSettled(): boolean {
    return this.#queue.length === 0 && this.#batch === null && !this.#transitions.isRunning;
  }

  addUser(user: DaveUser): void {
    this.#users.set(user.userId, user);
    this.#submit(user.userId, user.enter(this.externalSender));
  }

  removeUser(userId: string): void {
    this.#users.delete(userId);
    this.#withdraw(userId);
  }

  /** The bot has a new voice connection. When nobody else is left who could let it in, the group begins anew. */
  connect(link: DaveLink): void {
    this.#link = link;
    const hasCommitter = this.memberIds.some((userId) => this.#users.has(userId));
    if (!hasCommitter) this.#reset();
  }

  /** The bot's voice connection is gone for good. */
  disconnect(): void {
    const link = this.#link;
    this.#link = null;
    this.#transitions.executeAll();
    if (link) this.#withdraw(link.userId);
  }

  /** Op 26 of the bot. */
  takeKeyPackage(keyPackage: Buffer): void {
    if (this.#link) this.#submit(this.#link.userId, keyPackage);
  }

  /** Op 28 of the bot. */
  takeCommit(payload: Buffer): void {
    if (!this.#link) return;
    const { epoch, commit, welcome } = splitCommit(payload);
    this.#decide(this.#link.userId, epoch, commit, welcome);
  }

  /** Op 23 of the bot. */
  takeReady(transitionId: number): void {
    this.#transitions.takeReady(transitionId);
  }

  releaseTransitions(): void {
    this.#transitions.executeAll();
  }

  /** Op 31 of the bot: out, and in again with the key package that follows. */
  takeRecovery(transitionId: number): void {
    this.#notices.emit('dave-recovery', { channelId: this.channelId, transitionId });
    if (this.#link) this.#withdraw(this.#link.userId);
  }

  /** Op 27 with bytes that are no proposals. */
  sendMalformedProposals(): void {
    this.#link?.sendProposals(Buffer.from([0, 4, 1, 2, 3, 4]));
  }

  /** Everybody goes on in clear, as when somebody without DAVE comes. Resolves when the bot was ready and it holds. */
  async downgrade(): Promise<void> {
    await this.#transitions.downgrade([...this.#users.values()]);
  }

  /** A new group from the first epoch on, for everybody. */
  upgrade(): void {
    this.#reset();
    this.#link?.prepareEpoch(1, 1);
    for (const user of this.#users.values()) this.#submit(user.userId, user.enter(this.externalSender));
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#transitions[Symbol.dispose]();
  }

  #reset(): void {
    this.#roster = null;
    this.#epoch = 0n;
    this.#batch = null;
    this.#transitions.forget();
    if (this.#link) this.#dropQueued(this.#link.userId);
  }

  #submit(userId: string, keyPackage: Buffer): void {
    this.#dropQueued(userId);
    const isGoing = this.#batch?.some((change) => change.kind === 'remove' && change.userId === userId);
    if (this.#roster?.has(userId) && !isGoing) this.#enqueue({ kind: 'remove', userId });
    this.#enqueue({ kind: 'add', userId, keyPackage });
  }

  #withdraw(userId: string): void {
    this.#queue = this.#queue.filter((change) => change.kind === 'remove' || change.userId !== userId);
    const isQueued = this.#queue.some((change) => change.userId === userId);
    if (this.#roster?.has(userId) && !isQueued) this.#enqueue({ kind: 'remove', userId });
    this.#abandonBatchWithoutCommitter();
  }

  #dropQueued(userId: string): void {
    this.#queue = this.#queue.filter((change) => change.userId !== userId);
  }

  /** Not at once: what comes in the same moment goes into the same batch. */
  #enqueue(change: Change): void {
    this.#queue.push(change);
    setImmediate(() => this.#pump());
  }

  get #presentIds(): readonly string[] {
    return [...this.#users.keys(), ...(this.#link ? [this.#link.userId] : [])];
  }

  #pump(): void {
    if (this.#isClosed || this.#batch || this.#transitions.isRunning) return;
    const present = new Set(this.#presentIds);
    this.#queue = this.#queue.filter((change) =>
      change.kind === 'add' ? present.has(change.userId) : this.#roster?.has(change.userId),
    );
    if (this.#queue.length < (this.#roster ? 1 : 2)) return; // who is alone waits for a second one
    this.#batch = this.#queue;
    this.#queue = [];
    this.#propose(this.#batch, present);
  }

  #propose(batch: readonly Change[], present: ReadonlySet<string>): void {
    const groupId = u64(BigInt(this.channelId));
    const proposals = batch.map((change) => ({
      change,
      bytes:
        change.kind === 'add'
          ? this.#sender.add(groupId, this.#epoch, change.keyPackage)
          : this.#sender.remove(groupId, this.#epoch, this.#roster?.leafOf(change.userId) ?? 0),
    }));
    const offers = this.#committers(batch, present).map((userId) => {
      const others = proposals.filter(({ change }) => change.kind === 'remove' || change.userId !== userId);
      return { userId, proposals: vector(Buffer.concat(others.map(({ bytes }) => bytes))), count: others.length };
    });
    this.#collectCommits(offers.filter(({ count }) => count > 0));
  }

  /** Who may commit: members that stay, or everybody who waits for the first epoch. */
  #committers(batch: readonly Change[], present: ReadonlySet<string>): readonly string[] {
    const removed = new Set(batch.filter(({ kind }) => kind === 'remove').map(({ userId }) => userId));
    const candidates = this.#roster
      ? this.#roster.memberIds.filter((userId) => !removed.has(userId))
      : batch.map(({ userId }) => userId);
    return candidates.filter((userId) => present.has(userId));
  }

  #collectCommits(offers: readonly { readonly userId: string; readonly proposals: Buffer }[]): void {
    const epoch = this.#epoch;
    const botId = this.#link?.userId;
    const botOffer = offers.find(({ userId }) => userId === botId);
    if (botOffer) this.#link?.sendProposals(Buffer.concat([APPEND, botOffer.proposals]));
    // Members must know the proposals that a commit refers to. Of those who wait for the first epoch one commit is enough.
    const asked = offers.filter(({ userId }) => userId !== botId).slice(0, this.#roster ? undefined : 1);
    const userCommits = asked.flatMap(({ userId, proposals }) => this.#askUser(userId, proposals));
    const isBotsTurn = this.faults.committer === 'bot' && botOffer !== undefined;
    const [first] = userCommits;
    if (!first || isBotsTurn) return;
    setImmediate(() => this.#decide(first.userId, epoch, first.commit, first.welcome));
  }

  #askUser(userId: string, proposals: Buffer) {
    try {
      const answer = this.#users.get(userId)?.processProposals(proposals, this.#presentIds);
      return answer?.commit ? [{ userId, commit: answer.commit, welcome: answer.welcome ?? null }] : [];
    } catch (error) {
      this.#notices.emit('dave-user-fault', { userId, step: 'proposals', message: String(error) });
      return [];
    }
  }

  #decide(committerId: string, epoch: bigint, commit: Buffer, welcome: Buffer | null): void {
    const isTaken = !this.#isClosed && this.#batch !== null && epoch === this.#epoch;
    if (committerId === this.#link?.userId)
      this.#notices.emit('dave-commit', { channelId: this.channelId, epoch, isTaken });
    if (!this.#batch || !isTaken) return;
    const before = new Set(this.#roster?.memberIds ?? [committerId]);
    const { added, removed } = this.#apply(this.#batch, committerId);
    this.#batch = null;
    this.#epoch += 1n;
    const stayed = [...before].filter((userId) => !removed.includes(userId) && !added.includes(userId));
    const transitionId = this.#transitions.begin({ stayed, added, commit, welcome });
    this.#notices.emit('dave-epoch', { channelId: this.channelId, epoch: this.#epoch, transitionId, committerId });
    this.#pump();
  }

  #apply(batch: readonly Change[], committerId: string) {
    const roster = this.#roster ?? new Roster(committerId);
    this.#roster = roster;
    const removed = batch.filter(({ kind }) => kind === 'remove').map(({ userId }) => userId);
    const added = batch
      .filter(({ kind, userId }) => kind === 'add' && userId !== committerId)
      .map(({ userId }) => userId);
    for (const userId of removed) roster.remove(userId);
    for (const userId of added) roster.add(userId);
    return { added, removed };
  }

  /** The only one who could have committed has left: its batch goes back into the queue, behind what removes it. */
  #abandonBatchWithoutCommitter(): void {
    if (!this.#batch || this.#committers(this.#batch, new Set(this.#presentIds)).length > 0) return;
    this.#queue.push(...this.#batch);
    this.#batch = null;
    setImmediate(() => this.#pump());
  }
}
