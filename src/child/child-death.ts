/** crash: on its own or by someone else's hand; timeout and ended: by ours. */
export type DeathReason = 'crash' | 'timeout' | 'ended';

/** Thrown inside this folder when a child is gone before it answered. */
export class ChildDeath extends Error {
  readonly reason: DeathReason;

  /** @param how For people: "SIGSEGV", "exit code 1". */
  constructor(reason: DeathReason, how: string) {
    super(how);
    this.name = 'ChildDeath';
    this.reason = reason;
  }
}
