import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { u8, u16, u32, u64, vector } from './mls-bytes.ts';

const MLS_1_0 = u16(1);
const PUBLIC_MESSAGE = u16(1);
const BASIC_CREDENTIAL = u16(1);
const SENDER_EXTERNAL = u8(2);
const CONTENT_PROPOSAL = u8(2);
const PROPOSAL_ADD = u16(1);
const PROPOSAL_REMOVE = u16(3);

/** The voice server as MLS sees it: no member, but allowed to propose who comes and who goes (RFC 9420 §12.1.8.1). */
export class ExternalSender {
  readonly #privateKey: KeyObject;
  readonly #publicPoint: Buffer;
  readonly #identity: Buffer;

  constructor(identity: bigint) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#privateKey = privateKey;
    this.#publicPoint = Buffer.concat([u8(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    this.#identity = u64(identity);
  }

  /** Payload of op 25. */
  get package(): Buffer {
    return Buffer.concat([vector(this.#publicPoint), BASIC_CREDENTIAL, vector(this.#identity)]);
  }

  add(groupId: Buffer, epoch: bigint, keyPackage: Buffer): Buffer {
    return this.#propose(groupId, epoch, Buffer.concat([PROPOSAL_ADD, keyPackage]));
  }

  remove(groupId: Buffer, epoch: bigint, leaf: number): Buffer {
    return this.#propose(groupId, epoch, Buffer.concat([PROPOSAL_REMOVE, u32(leaf)]));
  }

  /** RFC 9420 §6.1: an external sender signs without group context and adds no membership tag. */
  #propose(groupId: Buffer, epoch: bigint, proposal: Buffer): Buffer {
    const framed = Buffer.concat([
      MLS_1_0,
      PUBLIC_MESSAGE,
      vector(groupId),
      u64(epoch),
      SENDER_EXTERNAL,
      u32(0),
      vector(Buffer.alloc(0)),
      CONTENT_PROPOSAL,
      proposal,
    ]);
    const signed = Buffer.concat([vector(Buffer.from('MLS 1.0 FramedContentTBS')), vector(framed)]);
    const signature = sign('sha256', signed, { key: this.#privateKey, dsaEncoding: 'der' });
    return Buffer.concat([framed, vector(signature)]);
  }
}
