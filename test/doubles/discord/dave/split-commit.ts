import { MlsReader } from './mls-bytes.ts';

export interface CommitMessage {
  readonly epoch: bigint;
  readonly commit: Buffer;
  /** For those whom the commit adds. */
  readonly welcome: Buffer | null;
}

const SENDER_MEMBER = 1;
const SENDER_EXTERNAL = 2;
const CONTENT_COMMIT = 3;
const LEAF_FROM_KEY_PACKAGE = 1;
const LEAF_FROM_COMMIT = 3;

/** Finds where the commit ends inside op 28 (commit and welcome run on without a length). @throws Error for anything but a commit */
export function splitCommit(message: Buffer): CommitMessage {
  const reader = new MlsReader(message);
  if (reader.u16() !== 1 || reader.u16() !== 1) throw new Error('not a PublicMessage');
  reader.vector(); // group id
  const epoch = reader.u64();
  const sender = reader.u8();
  if (sender === SENDER_MEMBER || sender === SENDER_EXTERNAL) reader.u32();
  reader.vector(); // authenticated data
  if (reader.u8() !== CONTENT_COMMIT) throw new Error('not a commit');
  reader.vector(); // proposals
  if (reader.u8() === 1) skipUpdatePath(reader);
  reader.skipVectors(sender === SENDER_MEMBER ? 3 : 2); // signature, confirmation tag, membership tag
  const rest = message.subarray(reader.offset);
  return { epoch, commit: message.subarray(0, reader.offset), welcome: rest.length > 0 ? rest : null };
}

/** RFC 9420 §7.6: LeafNode, then the nodes of the path. */
function skipUpdatePath(reader: MlsReader): void {
  reader.skipVectors(2); // encryption key, signature key
  if (reader.u16() !== 1) throw new Error('not a basic credential');
  reader.skipVectors(1 + 5); // identity, five lists of capabilities
  const source = reader.u8();
  if (source === LEAF_FROM_KEY_PACKAGE)
    reader.skip(16); // lifetime
  else if (source === LEAF_FROM_COMMIT) reader.vector(); // parent hash
  reader.skipVectors(3); // extensions, signature, nodes
}
