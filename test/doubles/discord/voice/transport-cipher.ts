import { createCipheriv, createDecipheriv } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';

/** The two transport ciphers that Discord still offers (docs: "Transport Encryption Modes"). */
export type EncryptionMode = 'aead_aes256_gcm_rtpsize' | 'aead_xchacha20_poly1305_rtpsize';

const NONCE_BYTES: Record<EncryptionMode, number> = {
  aead_aes256_gcm_rtpsize: 12,
  aead_xchacha20_poly1305_rtpsize: 24,
};
const TAG_BYTES = 16;
/** The nonce's counter travels in clear after the tag. */
const COUNTER_BYTES = 4;

export const isEncryptionMode = (text: unknown): text is EncryptionMode =>
  typeof text === 'string' && Object.hasOwn(NONCE_BYTES, text);

/** One key of one voice connection, with the sender's running nonce. */
export class TransportCipher {
  readonly #mode: EncryptionMode;
  readonly #key: Buffer;
  #counter = 0;

  constructor(mode: EncryptionMode, key: Buffer) {
    this.#mode = mode;
    this.#key = key;
  }

  /** `header` stays readable and is proved; the result is header, ciphertext, tag, counter. */
  seal(header: Buffer, plain: Buffer): Buffer {
    this.#counter = (this.#counter + 1) >>> 0;
    const counter = Buffer.alloc(COUNTER_BYTES);
    counter.writeUInt32BE(this.#counter);
    return Buffer.concat([header, this.#encrypt(header, plain, this.#nonce(counter)), counter]);
  }

  /** @returns null when the proof fails */
  open(datagram: Buffer, headerBytes: number): Buffer | null {
    const header = datagram.subarray(0, headerBytes);
    const sealed = datagram.subarray(headerBytes, datagram.length - COUNTER_BYTES);
    if (sealed.length < TAG_BYTES) return null;
    try {
      return this.#decrypt(header, sealed, this.#nonce(datagram.subarray(datagram.length - COUNTER_BYTES)));
    } catch {
      return null;
    }
  }

  #nonce(counter: Buffer): Buffer {
    const nonce = Buffer.alloc(NONCE_BYTES[this.#mode]);
    counter.copy(nonce);
    return nonce;
  }

  #encrypt(header: Buffer, plain: Buffer, nonce: Buffer): Buffer {
    if (this.#mode === 'aead_xchacha20_poly1305_rtpsize')
      return Buffer.from(xchacha20poly1305(this.#key, nonce, header).encrypt(plain));
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    cipher.setAAD(header);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  #decrypt(header: Buffer, sealed: Buffer, nonce: Buffer): Buffer {
    if (this.#mode === 'aead_xchacha20_poly1305_rtpsize')
      return Buffer.from(xchacha20poly1305(this.#key, nonce, header).decrypt(sealed));
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce);
    decipher.setAAD(header);
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
  }
}
