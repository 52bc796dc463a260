import { DAVESession } from '@snazzah/davey';

const PROTOCOL_VERSION = 1;
const AUDIO = 0;
const APPEND = 0;
/** Opus silence is never end-to-end encrypted (protocol whitepaper, "Silence Packets"). */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

/** The end-to-end encryption of one simulated user, by the library that clients use. */
export class DaveUser {
  readonly userId: string;
  readonly #session: DAVESession;
  readonly #channelId: string;
  /** After a downgrade users send in clear. */
  isPassthrough = false;

  constructor(userId: string, channelId: string) {
    this.userId = userId;
    this.#channelId = channelId;
    this.#session = new DAVESession(PROTOCOL_VERSION, userId, channelId);
  }

  /** A client does not send before it has keys. */
  get canSend(): boolean {
    return this.isPassthrough || this.#session.ready;
  }

  /** The 30 digits that people compare; empty without a group. */
  get privacyCode(): string {
    return this.#session.voicePrivacyCode;
  }

  get epoch(): bigint | null {
    return this.#session.epoch;
  }

  /** Forgets the old group. @returns a new key package */
  enter(externalSender: Buffer): Buffer {
    this.#session.reinit(PROTOCOL_VERSION, this.userId, this.#channelId);
    this.#session.setExternalSender(externalSender);
    return this.#session.getSerializedKeyPackage();
  }

  encrypt(opus: Buffer): Buffer {
    return this.isPassthrough || opus.equals(SILENCE) ? opus : this.#session.encryptOpus(opus);
  }

  /** @throws when the frame can't be opened */
  decrypt(userId: string, payload: Buffer): Buffer {
    return payload.equals(SILENCE) ? payload : this.#session.decrypt(userId, AUDIO, payload);
  }

  processProposals(proposals: Buffer, recognizedIds: readonly string[]) {
    return this.#session.processProposals(APPEND, proposals, [...recognizedIds]);
  }

  processCommit(commit: Buffer): void {
    this.#session.processCommit(commit);
    this.isPassthrough = false;
  }

  processWelcome(welcome: Buffer): void {
    this.#session.processWelcome(welcome);
    this.isPassthrough = false;
  }
}
