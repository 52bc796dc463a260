import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

/** AES-256. */
export const KEY_BYTES = 32;
export const SALT_BYTES = 16;
export const TAG_BYTES = 16;
const NONCE_BYTES = 12;
/** Before the sealed bytes: the number of the batch in its file, which is its nonce. */
const COUNTER_BYTES = 6;
export const SEAL_OVERHEAD_BYTES = COUNTER_BYTES + TAG_BYTES;
const ALGORITHM = 'aes-256-gcm';
const PURPOSE = 'aimom journal file';
/** Batches count from 1; 0 is the proof in the header. */
const PROOF_COUNTER = 0;

/**
 * Seals the batches of one file. Each file has a key of its own, derived from the meeting's key and the file's random salt, so that
 * counters are enough as nonces, whatever crashed, and two files never share one.
 */
export class FileSeal {
  readonly #key: Buffer;
  #lastCounter = PROOF_COUNTER;

  constructor(meetingKey: Uint8Array, salt: Uint8Array) {
    this.#key = Buffer.from(hkdfSync('sha256', meetingKey, salt, PURPOSE, KEY_BYTES));
  }

  /** Proves later that a key is the one the file was made with. */
  proof(header: Uint8Array): Buffer {
    const cipher = createCipheriv(ALGORITHM, this.#key, nonceOf(PROOF_COUNTER)).setAAD(header);
    cipher.final();
    return cipher.getAuthTag();
  }

  seal(plain: Uint8Array): Buffer {
    this.#lastCounter += 1;
    const cipher = createCipheriv(ALGORITHM, this.#key, nonceOf(this.#lastCounter));
    const counter = Buffer.alloc(COUNTER_BYTES);
    counter.writeUIntBE(this.#lastCounter, 0, COUNTER_BYTES);
    return Buffer.concat([counter, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** Null when it was not sealed with this key, or was changed. */
  open(sealed: Buffer): Buffer | null {
    if (sealed.length < SEAL_OVERHEAD_BYTES) return null;
    const counter = sealed.readUIntBE(0, COUNTER_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#key, nonceOf(counter));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const plain = decipher.update(sealed.subarray(COUNTER_BYTES, -TAG_BYTES));
    try {
      return Buffer.concat([plain, decipher.final()]);
    } catch {
      return null;
    }
  }
}

function nonceOf(counter: number): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUIntBE(counter, NONCE_BYTES - COUNTER_BYTES, COUNTER_BYTES);
  return nonce;
}
