import type { Erasure } from '../../../domain/erasure.ts';
import type { CaptureReceipt } from '../../../domain/receipt.ts';
import type { ErrorCode } from '../../../errors.ts';
import type { LogLevel } from '../../../log.ts';
import type { JoinRequest, VoiceEvent } from '../../../ports/voice-capture.ts';
import type { ChannelFault, MemberState } from './guild-adapter.ts';
import type { CaptureTimings } from './timings.ts';

/** What crosses between the main thread and a capture worker; all of it can be cloned. */

/** What a worker begins with. */
export interface CaptureJob {
  readonly request: JoinRequest;
  /** Everybody who is in voice in the guild. */
  readonly members: readonly MemberState[];
  /** Who is off the record from the start; null stands for everybody. */
  readonly pausedIds: readonly (string | null)[];
  /** Epoch ms at which the worker before this one died, or null for the first. */
  readonly crashedAtMs: number | null;
  readonly timings: CaptureTimings;
  readonly receiveBufferBytes: number;
  readonly logLevel: LogLevel;
}

/** Calls of the session, each answered once. */
export type CaptureCall =
  | { readonly name: 'pause' | 'resume'; readonly userId: string | null }
  | { readonly name: 'note'; readonly userId: string; readonly by: string; readonly text: string }
  | { readonly name: 'exclude' | 'include'; readonly userId: string }
  | { readonly name: 'erase'; readonly erasure: Erasure }
  | { readonly name: 'receipt' | 'privacy-code' }
  /** `reason` null: the process stops, the meeting may go on later. */
  | { readonly name: 'leave'; readonly reason: string | null };

export type CaptureAnswer = CaptureReceipt | string | null;

export interface CaptureFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly isRetryable: boolean;
}

/** Op 4 as the library writes it; what capture reads of it. */
export interface VoiceStateRequest {
  readonly op: number;
  readonly d: { readonly channel_id: string | null };
}

export type ToWorker =
  /** VOICE_SERVER_UPDATE, and the bot's own VOICE_STATE_UPDATE, as they came. */
  | { readonly kind: 'voice-server' | 'voice-state'; readonly data: unknown }
  /** The gateway connection is gone for good. */
  | { readonly kind: 'gateway-gone' }
  /** Op 4 could not be sent: the gateway is not connected at present. */
  | { readonly kind: 'unsent' }
  | { readonly kind: 'member'; readonly member: MemberState }
  | { readonly kind: 'call'; readonly id: number; readonly call: CaptureCall }
  | { readonly kind: 'channel-fault'; readonly id: number; readonly fault: ChannelFault | null };

export type FromWorker =
  /** Op 4 for the gateway. */
  | { readonly kind: 'send'; readonly payload: VoiceStateRequest }
  | { readonly kind: 'joined' }
  | { readonly kind: 'refused'; readonly failure: CaptureFailure }
  | { readonly kind: 'event'; readonly event: VoiceEvent }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: CaptureAnswer }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: CaptureFailure }
  /** Why the bot can't be in this channel, as far as the cache knows. */
  | { readonly kind: 'ask-channel-fault'; readonly id: number; readonly channelId: string };
