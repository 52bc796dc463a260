/** A wish to be forgotten that is not fulfilled yet. */
export interface PendingForget {
  readonly meetingId: string;
  /** Null = the whole meeting. */
  readonly userId: string | null;
}

/**
 * What is to be forgotten, noted before anything is touched, so that a crash only delays it. Every call is one transaction and may be
 * repeated.
 *
 * @throws MomError store_failed
 */
export interface ForgetStore {
  add(forget: PendingForget, nowMs: number): Promise<void>;
  /** The one asked for first first. */
  list(): Promise<readonly PendingForget[]>;
  /** When none is left, who asked is overwritten on the disk too. */
  remove(forget: PendingForget): Promise<void>;
}
