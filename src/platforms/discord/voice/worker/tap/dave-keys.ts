import type { DAVESession } from '@discordjs/voice';
import type { Clock } from '../../../../../ports/clock.ts';
import { isDaveFrame, isSilence } from './dave-frame.ts';
import { RecoveryPace } from './recovery-pace.ts';

type MlsSession = NonNullable<DAVESession['session']>;

export interface DaveHooks {
  /** Keys are about to change: some that open what has come so far will be gone. */
  beforeChange(): void;
  /** What could not be opened before may be now. */
  onChange(): void;
  /** Op 31: the bot leaves the group and asks to be let in again. */
  onRecovery(): void;
  /** The keys are about to be gone. */
  onEnd(): void;
}

interface FormerSession {
  readonly session: MlsSession;
  readonly replacedAtMs: number;
}

const AUDIO = 0;
/** Others use the old keys until everybody is ready for the new ones; the server waits some seconds for that. */
const FORMER_KEPT_MS = 10_000;
/** After a downgrade late encrypted frames still come; later what looks like one is Opus that happens to end so. */
const DOWNGRADE_SETTLED_MS = 30_000;
/**
 * The end-to-end keys of one voice connection. Beside the library's session, whose own `decrypt` hands ciphertext out as audio while it is
 * not ready and gives up on a user after a transition with id 0, it keeps the keys of the group before for as long as others use them.
 */
export class DaveKeys {
  readonly #dave: DAVESession;
  readonly #clock: Clock;
  readonly #hooks: DaveHooks;
  /** Frames that a trial opened; a second opening would be refused as a repetition. */
  readonly #opened = new WeakMap<Buffer, Buffer>();
  readonly #pace: RecoveryPace;
  #former: FormerSession[] = [];
  #externalSender: Buffer | null = null;
  #wasReady = false;
  /** Epoch ms since when nobody encrypts, as far as nobody does. */
  #clearSinceMs = Number.NEGATIVE_INFINITY;

  constructor(dave: DAVESession, clock: Clock, hooks: DaveHooks) {
    this.#dave = dave;
    this.#clock = clock;
    this.#hooks = hooks;
    this.#pace = new RecoveryPace(clock);
    this.#watch();
    dave.on('invalidateTransition', () => hooks.onRecovery());
  }

  /** Null without a group. */
  get epoch(): number | null {
    const epoch: unknown = Reflect.get(this.#dave.session ?? {}, 'epoch');
    return this.isReady && typeof epoch === 'bigint' ? Number(epoch) : null;
  }

  get isReady(): boolean {
    return this.#dave.session?.ready === true;
  }

  /** The Opus packet, or null when there is no key for it (yet). Never ciphertext. */
  open(userId: string, payload: Buffer): Buffer | null {
    if (isSilence(payload)) return payload;
    if (!isDaveFrame(payload) || this.#isPlainCall) return this.#allowsPlain(userId) ? payload : null;
    return this.#opened.get(payload) ?? this.#decrypt(userId, payload);
  }

  /** Whose frame it is: only with the sender's key its proof holds. */
  identify(payload: Buffer, userIds: Iterable<string>): string | null {
    if (!isDaveFrame(payload) || this.#isPlainCall) return null;
    for (const userId of userIds) {
      const opus = this.#decrypt(userId, payload);
      if (!opus) continue;
      this.#opened.set(payload, opus);
      return userId;
    }
    return null;
  }

  /** The bot can't follow the group any more: leaves it and comes in again, unless that was tried just now or keys are changing anyway. */
  recover(): void {
    if (!this.#wasReady || !this.#pace.take()) return;
    this.#dave.reinitializing = false; // one that was never answered must not stand in the way of the next
    this.#dave.recoverFromInvalidTransition(this.#dave.lastTransitionId ?? 0);
  }

  /** Nobody encrypts: the call was never end-to-end encrypted, or has not been for a while. */
  get #isPlainCall(): boolean {
    return this.#dave.protocolVersion === 0 && this.#clock.now() - this.#clearSinceMs > DOWNGRADE_SETTLED_MS;
  }

  /** In an encrypted group whoever sends in clear is not heard: it could be anybody. */
  #allowsPlain(userId: string): boolean {
    const { protocolVersion, session } = this.#dave;
    if (protocolVersion === 0 || !this.#wasReady || Reflect.get(this.#dave, 'downgraded') === true) return true;
    return session?.ready === true && session.canPassthrough(userId);
  }

  #decrypt(userId: string, payload: Buffer): Buffer | null {
    const { session } = this.#dave;
    const opus = session?.ready ? attempt(session, userId, payload) : null;
    return opus ?? this.#decryptWithFormer(userId, payload);
  }

  #decryptWithFormer(userId: string, payload: Buffer): Buffer | null {
    if (this.#former.length === 0) return null;
    const sinceMs = this.#clock.now() - FORMER_KEPT_MS;
    this.#former = this.#former.filter(({ replacedAtMs }) => replacedAtMs >= sinceMs);
    for (const { session } of this.#former) {
      const opus = attempt(session, userId, payload);
      if (opus) return opus;
    }
    return null;
  }

  /** Has the library's session tell what it does; all of these are its public methods. */
  #watch(): void {
    const dave = this.#dave;
    const { reinit, destroy, setExternalSender } = dave;
    const { processCommit, processWelcome, prepareTransition, executeTransition, prepareEpoch } = dave;
    dave.processCommit = (payload) => this.#announced(() => processCommit.call(dave, payload));
    dave.processWelcome = (payload) => this.#announced(() => processWelcome.call(dave, payload));
    dave.prepareTransition = (transition) => this.#announced(() => prepareTransition.call(dave, transition));
    dave.prepareEpoch = (epoch) => this.#changing(() => prepareEpoch.call(dave, epoch));
    dave.executeTransition = (transitionId) => {
      this.#pace.changeExecuted();
      return this.#changing(() => executeTransition.call(dave, transitionId));
    };
    dave.reinit = () => this.#changing(() => this.#reinit(reinit));
    dave.setExternalSender = (externalSender) => {
      setExternalSender.call(dave, externalSender); // throws when it is none
      this.#externalSender = externalSender;
    };
    dave.destroy = () => {
      this.#hooks.onEnd();
      destroy.call(dave);
    };
  }

  /** A change that the server will have executed when everybody is ready. */
  #announced<Result>(change: () => Result): Result {
    this.#pace.changeAnnounced();
    return this.#changing(change);
  }

  #changing<Result>(change: () => Result): Result {
    const wasEncrypted = this.#dave.protocolVersion !== 0;
    this.#hooks.beforeChange();
    try {
      return change();
    } finally {
      this.#wasReady ||= this.isReady;
      if (wasEncrypted && this.#dave.protocolVersion === 0) this.#clearSinceMs = this.#clock.now();
      this.#hooks.onChange();
    }
  }

  /** A new session beside the old one instead of in its place. */
  #reinit(reinit: () => void): void {
    const dave = this.#dave;
    const { session } = dave;
    if (dave.protocolVersion === 0 || !session?.ready) return void reinit.call(dave);
    this.#former.unshift({ session, replacedAtMs: this.#clock.now() });
    dave.session = undefined;
    reinit.call(dave);
    // The server sends it once a connection; without it welcomes are refused.
    if (this.#externalSender) sessionOf(dave)?.setExternalSender(this.#externalSender);
  }
}

const sessionOf = (dave: DAVESession): MlsSession | undefined => dave.session;

/** Null when the proof does not hold, the key is another, or the frame came before. */
function attempt(session: MlsSession, userId: string, payload: Buffer): Buffer | null {
  try {
    return session.decrypt(userId, AUDIO, payload);
  } catch {
    return null;
  }
}
