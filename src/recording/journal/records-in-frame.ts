import { readEventPayload } from './event-payload.ts';
import type { Frame } from './frame.ts';
import { FRAME_KINDS } from './frame.ts';
import { FrameScanner } from './frame-scanner.ts';
import type { JournalRecord, UserFilter } from './journal-record.ts';
import { PACKET_HEAD_BYTES, readPacketPayload, userOfPayload } from './packet-payload.ts';
import type { FileSeal } from './seal.ts';

export interface FrameContext {
  /** Name of the file, for what is said about damage. */
  readonly file: string;
  readonly seal: FileSeal | null;
  readonly users: ReadonlySet<bigint> | null;
}

export const toNumbers = (users: UserFilter): ReadonlySet<bigint> | null =>
  users && new Set([...users].filter((user) => /^\d{1,20}$/.test(user)).map(BigInt));

/** What a frame holds: one record, or when it is sealed those of a batch. */
export function* recordsInFrame(frame: Frame, context: FrameContext): Generator<JournalRecord> {
  if (frame.kind === FRAME_KINDS.sealed) {
    yield* sealedRecords(frame, context);
    return;
  }
  const record = frame.kind === FRAME_KINDS.packet ? packetRecord(frame, context) : eventRecord(frame, context);
  if (record) yield record;
}

function* sealedRecords({ payload }: Frame, context: FrameContext): Generator<JournalRecord> {
  const plain = context.seal?.open(payload) ?? null;
  if (!plain) {
    yield damaged(context, payload.length);
    return;
  }
  const scanner = new FrameScanner();
  scanner.push(plain);
  for (const found of scanner.take(true)) {
    if ('damage' in found) yield damaged(context, found.damage.bytes);
    // A batch never holds another; whoever wrote one wants the reader to go round in circles.
    else if (found.frame.kind === FRAME_KINDS.sealed) yield damaged(context, found.frame.payload.length);
    else yield* recordsInFrame(found.frame, context);
  }
}

function packetRecord({ payload }: Frame, context: FrameContext): JournalRecord | null {
  if (payload.length < PACKET_HEAD_BYTES) return damaged(context, payload.length);
  if (context.users && !context.users.has(userOfPayload(payload))) return null;
  return { kind: 'packet', packet: readPacketPayload(payload) };
}

/** Kinds and events of later versions are passed over. */
function eventRecord({ kind, payload }: Frame, context: FrameContext): JournalRecord | null {
  if (kind !== FRAME_KINDS.event) return null;
  const event = readEventPayload(payload);
  return event ? { kind: 'event', event } : damaged(context, payload.length);
}

const damaged = ({ file }: FrameContext, bytes: number): JournalRecord => ({
  kind: 'damage',
  file,
  bytes,
  isTail: false,
});
