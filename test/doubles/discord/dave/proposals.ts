import { ExternalSender } from './external-sender.ts';
import { u64, vector } from './mls-bytes.ts';
import type { Roster } from './roster.ts';

/** Somebody who shall come into the group or leave it. */
export type Change =
  | { readonly kind: 'add'; readonly userId: string; readonly keyPackage: Buffer }
  | { readonly kind: 'remove'; readonly userId: string };

/** What one who may commit is asked to commit: a vector of signed proposals. */
export interface Offer {
  readonly userId: string;
  readonly proposals: Buffer;
}

/** Identity of the voice server in the group; any id that no user has. */
const SERVER_IDENTITY = 999n;

/** Who may commit a batch: members that stay, or everybody who waits for the first epoch; only those who are there. */
export function committersOf(
  batch: readonly Change[],
  roster: Roster | null,
  present: ReadonlySet<string>,
): readonly string[] {
  const removed = new Set(batch.filter(({ kind }) => kind === 'remove').map(({ userId }) => userId));
  const candidates = roster
    ? roster.memberIds.filter((userId) => !removed.has(userId))
    : batch.map(({ userId }) => userId);
  return candidates.filter((userId) => present.has(userId));
}

/** Signs proposals in the voice server's name. */
export class Proposer {
  readonly #sender = new ExternalSender(SERVER_IDENTITY);
  readonly #groupId: Buffer;

  constructor(channelId: string) {
    this.#groupId = u64(BigInt(channelId));
  }

  /** Payload of op 25. */
  get externalSender(): Buffer {
    return this.#sender.package;
  }

  /** One offer for each committer; nobody is asked to add itself. */
  offers(
    batch: readonly Change[],
    epoch: bigint,
    roster: Roster | null,
    committers: readonly string[],
  ): readonly Offer[] {
    const signed = batch.map((change) => ({ change, bytes: this.#sign(change, epoch, roster) }));
    return committers.flatMap((userId) => {
      const others = signed.filter(({ change }) => change.kind === 'remove' || change.userId !== userId);
      return others.length === 0
        ? []
        : [{ userId, proposals: vector(Buffer.concat(others.map(({ bytes }) => bytes))) }];
    });
  }

  #sign(change: Change, epoch: bigint, roster: Roster | null): Buffer {
    if (change.kind === 'add') return this.#sender.add(this.#groupId, epoch, change.keyPackage);
    return this.#sender.remove(this.#groupId, epoch, roster?.leafOf(change.userId) ?? 0);
  }
}
