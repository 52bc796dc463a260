import { z } from 'zod';
import type { CaptureEvent } from '../../domain/packet.ts';

const atMs = z.number();
const userId = z.string();
const name = z.string();
const reason = z.string();
const gapReason = z.enum(['network', 'decrypt', 'reconnect', 'held-too-long', 'disk', 'restart']);

const eventSchema: z.ZodType<CaptureEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('member-join'), atMs, userId, name }),
  z.object({ type: z.literal('member-leave'), atMs, userId }),
  z.object({ type: z.literal('member-mute'), atMs, userId, isMuted: z.boolean() }),
  z.object({ type: z.literal('ssrc-map'), atMs, userId, ssrc: z.number() }),
  z.object({ type: z.literal('reconnect-start'), atMs, reason }),
  z.object({ type: z.literal('reconnect-end'), atMs }),
  z.object({ type: z.literal('gap'), atMs, userId: userId.nullable(), reason: gapReason, packets: z.number() }),
  z.object({ type: z.literal('dave-epoch'), atMs, epoch: z.number() }),
  z.object({ type: z.literal('pause-start'), atMs, userId: userId.nullable() }),
  z.object({ type: z.literal('pause-end'), atMs, userId: userId.nullable() }),
  z.object({ type: z.literal('note'), atMs, userId, name, text: z.string() }),
  z.object({ type: z.literal('end'), atMs, reason }),
]);

export const writeEventPayload = (event: CaptureEvent): Buffer => Buffer.from(JSON.stringify(event));

/** Null when it is none that this version knows. */
export function readEventPayload(payload: Buffer): CaptureEvent | null {
  try {
    return eventSchema.parse(JSON.parse(payload.toString()));
  } catch {
    return null;
  }
}
