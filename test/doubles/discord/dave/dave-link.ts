/** The wire to the bot, as long as it has a voice connection that speaks DAVE (docs: voice opcodes 21 to 31). */
export interface DaveLink {
  readonly userId: string;
  /** Op 27 */
  sendProposals(payload: Buffer): void;
  /** Op 29 */
  announceCommit(transitionId: number, commit: Buffer): void;
  /** Op 30 */
  announceWelcome(transitionId: number, welcome: Buffer): void;
  /** Op 21 */
  prepareTransition(transitionId: number, protocolVersion: number): void;
  /** Op 22 */
  executeTransition(transitionId: number): void;
  /** Op 24 */
  prepareEpoch(protocolVersion: number, epoch: number): void;
}

/** What may go wrong with it, set by tests at any time. */
export interface DaveFaults {
  /** How many of the next commits to the bot are spoilt on the way. */
  corruptCommits: number;
  corruptWelcomes: number;
  /** Transitions get id 0: they hold at once, nobody is asked whether ready. */
  usesTransitionZero: boolean;
  /** Transitions are not executed before `releaseTransitions()`. */
  holdsTransitions: boolean;
  /** Commits and welcomes reach the bot this much later. */
  announceDelayMs: number;
  /** Whose commit wins when both could. */
  committer: 'users' | 'bot';
}

/** What the delivery service tells tests. */
export interface DaveNotices {
  readonly 'dave-epoch': {
    readonly channelId: string;
    readonly epoch: bigint;
    readonly transitionId: number;
    readonly committerId: string;
  };
  /** Op 31 of the bot. */
  readonly 'dave-recovery': { readonly channelId: string; readonly transitionId: number };
  /** Op 28 of the bot, taken or too late. */
  readonly 'dave-commit': { readonly channelId: string; readonly epoch: bigint; readonly isTaken: boolean };
  /** Op 23 of the bot. */
  readonly 'dave-ready': { readonly channelId: string; readonly transitionId: number };
  readonly 'dave-executed': { readonly channelId: string; readonly transitionId: number };
  /** A simulated user could not follow. */
  readonly 'dave-user-fault': { readonly userId: string; readonly step: string; readonly message: string };
}
