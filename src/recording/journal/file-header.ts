import { randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { MomError } from '../../errors.ts';
import { FileSeal, KEY_BYTES, SALT_BYTES, TAG_BYTES } from './seal.ts';

/** Which meeting a file belongs to. */
export interface JournalIdentity {
  readonly meetingId: string;
  /** Epoch ms; the meeting's zero. */
  readonly startedAtMs: number;
}

export interface FileHeader extends JournalIdentity {
  readonly isSealed: boolean;
  readonly salt: Buffer;
  readonly proof: Buffer;
}

const MAGIC = Buffer.from('AIMOMJNL', 'latin1');
const VERSION = 1;
const SEALED_FLAG = 1;
const VERSION_AT = 8;
const FLAGS_AT = 10;
const STARTED_AT = 12;
const SALT_AT = 18;
const ID_LENGTH_AT = SALT_AT + SALT_BYTES;
const ID_AT = ID_LENGTH_AT + 1;
const MAX_ID_BYTES = 64;
const PROOF_AT = 104;
const CRC_AT = PROOF_AT + TAG_BYTES;
const COPY_BYTES = CRC_AT + 4;

/** The header stands there twice, so that no single damaged byte can make a file unreadable. */
export const FILE_HEADER_BYTES = 2 * COPY_BYTES;

/** The first bytes of a new file and what seals its batches (null when it is not sealed). */
export function newFileHeader(
  identity: JournalIdentity,
  key: Uint8Array | null,
): { readonly bytes: Buffer; readonly seal: FileSeal | null } {
  const id = Buffer.from(identity.meetingId);
  if (id.length > MAX_ID_BYTES) throw new MomError('usage', `a meeting id has at most ${MAX_ID_BYTES} bytes`);
  const salt = randomBytes(SALT_BYTES);
  const seal = key ? new FileSeal(checkedKey(key), salt) : null;
  const copy = Buffer.alloc(COPY_BYTES);
  copy.set(MAGIC);
  copy.writeUInt16BE(VERSION, VERSION_AT);
  copy.writeUInt16BE(key ? SEALED_FLAG : 0, FLAGS_AT);
  copy.writeUIntBE(identity.startedAtMs, STARTED_AT, 6);
  copy.set(salt, SALT_AT);
  copy.writeUInt8(id.length, ID_LENGTH_AT);
  copy.set(id, ID_AT);
  if (seal) copy.set(seal.proof(copy.subarray(0, PROOF_AT)), PROOF_AT);
  copy.writeUInt32BE(crc32(copy.subarray(0, CRC_AT)), CRC_AT);
  return { bytes: Buffer.concat([copy, copy]), seal };
}

/** Null when neither copy is good. @throws MomError journal_failed when a newer version of AI MOM wrote it */
export function readFileHeader(bytes: Buffer): FileHeader | null {
  return readCopy(bytes.subarray(0, COPY_BYTES)) ?? readCopy(bytes.subarray(COPY_BYTES, FILE_HEADER_BYTES));
}

/** What opens the file's batches; null when it is not sealed. @throws MomError journal_locked */
export function openSeal(header: FileHeader, bytes: Buffer, key: Uint8Array | null): FileSeal | null {
  if (!header.isSealed) return null;
  if (!key) throw new MomError('journal_locked', 'it is encrypted and its key is not there');
  const seal = new FileSeal(checkedKey(key), header.salt);
  const goodCopyAt = readCopy(bytes.subarray(0, COPY_BYTES)) ? 0 : COPY_BYTES;
  const proof = seal.proof(bytes.subarray(goodCopyAt, goodCopyAt + PROOF_AT));
  if (timingSafeEqual(proof, header.proof)) return seal;
  throw new MomError('journal_locked', 'the key is not the one that it was encrypted with');
}

function readCopy(copy: Buffer): FileHeader | null {
  if (copy.length < COPY_BYTES || !copy.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  if (crc32(copy.subarray(0, CRC_AT)) !== copy.readUInt32BE(CRC_AT)) return null;
  if (copy.readUInt16BE(VERSION_AT) !== VERSION)
    throw new MomError('journal_failed', 'it was written by another version of AI MOM');
  return {
    meetingId: copy.toString('utf8', ID_AT, ID_AT + copy.readUInt8(ID_LENGTH_AT)),
    startedAtMs: copy.readUIntBE(STARTED_AT, 6),
    isSealed: (copy.readUInt16BE(FLAGS_AT) & SEALED_FLAG) !== 0,
    salt: Buffer.from(copy.subarray(SALT_AT, ID_LENGTH_AT)),
    proof: Buffer.from(copy.subarray(PROOF_AT, CRC_AT)),
  };
}

function checkedKey(key: Uint8Array): Uint8Array {
  if (key.length !== KEY_BYTES)
    throw new MomError('usage', `a journal's key has ${KEY_BYTES} bytes, not ${key.length}`);
  return key;
}
