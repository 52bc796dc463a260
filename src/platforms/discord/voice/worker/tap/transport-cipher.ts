import { createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { SEAL_BYTES } from './rtp-packet.ts';

/** Opens what the voice server encrypted for this connection. */
export interface TransportCipher {
  /** The decrypted rest behind `clearBytes`, or null when the proof fails. */
  open(datagram: Buffer, clearBytes: number): Buffer | null;
}

/** The nonce's counter travels in clear behind the proof, and stands at the start of an otherwise empty nonce. */
const COUNTER_BYTES = 4;
const AES_NONCE_BYTES = 12;
const XCHACHA_NONCE_BYTES = 24;

/** Null when Discord names a mode that nobody here knows. */
export function createTransportCipher(mode: string, key: Uint8Array): TransportCipher | null {
  if (mode === 'aead_aes256_gcm_rtpsize') return new AesCipher(key);
  return mode === 'aead_xchacha20_poly1305_rtpsize' ? new XChaChaCipher(key) : null;
}

class AesCipher implements TransportCipher {
  readonly #key: KeyObject;
  readonly #nonce = Buffer.alloc(AES_NONCE_BYTES);

  constructor(key: Uint8Array) {
    this.#key = createSecretKey(key);
  }

  open(datagram: Buffer, clearBytes: number): Buffer | null {
    const sealedEnd = datagram.length - SEAL_BYTES;
    datagram.copy(this.#nonce, 0, datagram.length - COUNTER_BYTES);
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, this.#nonce);
      decipher.setAAD(datagram.subarray(0, clearBytes));
      decipher.setAuthTag(datagram.subarray(sealedEnd, datagram.length - COUNTER_BYTES));
      const plain = decipher.update(datagram.subarray(clearBytes, sealedEnd));
      decipher.final();
      return plain;
    } catch {
      return null;
    }
  }
}

class XChaChaCipher implements TransportCipher {
  readonly #key: Uint8Array;
  readonly #nonce = Buffer.alloc(XCHACHA_NONCE_BYTES);

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  open(datagram: Buffer, clearBytes: number): Buffer | null {
    datagram.copy(this.#nonce, 0, datagram.length - COUNTER_BYTES);
    const sealed = datagram.subarray(clearBytes, datagram.length - COUNTER_BYTES);
    try {
      const plain = xchacha20poly1305(this.#key, this.#nonce, datagram.subarray(0, clearBytes)).decrypt(sealed);
      return Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength);
    } catch {
      return null;
    }
  }
}
