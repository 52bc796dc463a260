import { userNumber } from './packet-payload.ts';

/** People of a meeting; strangers beyond that only cost time. */
const MAX_KNOWN = 1_024;
const NUMBER_BYTES = 8;

/** The numbers of users as packets carry them, made once for each user and not for each packet. */
export class UserNumbers {
  readonly #known = new Map<string, Uint8Array | null>();

  /** 8 bytes, or null for what is no user's number. */
  bytesOf(userId: string): Uint8Array | null {
    const known = this.#known.get(userId);
    if (known !== undefined) return known;
    if (this.#known.size === MAX_KNOWN) this.#known.clear();
    const bytes = bytesOfNumber(userNumber(userId));
    this.#known.set(userId, bytes);
    return bytes;
  }
}

function bytesOfNumber(user: bigint | null): Uint8Array | null {
  if (user === null) return null;
  const bytes = Buffer.alloc(NUMBER_BYTES);
  bytes.writeBigUInt64BE(user);
  return bytes;
}
