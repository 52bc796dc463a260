/** One Opus packet of one member, as it came off the wire and was decrypted. */
export interface Packet {
  /** Account number, 64 bits in decimal (a Discord snowflake). */
  readonly userId: string;
  /** Source of the RTP stream; a member gets a new one with each connection. */
  readonly ssrc: number;
  /** 0..65535, RTP sequence number. */
  readonly sequence: number;
  /** 48 kHz ticks, 32 bits, random start (RFC 3550). */
  readonly rtpTime: number;
  /** Epoch ms. */
  readonly arrivalMs: number;
  readonly opus: Uint8Array;
}

/** Why packets are missing that should be there. */
export type GapReason = 'network' | 'decrypt' | 'reconnect' | 'held-too-long' | 'disk' | 'restart';

/** What happened in the call beside the sound. `atMs` is epoch ms. */
export type CaptureEvent =
  | { readonly type: 'member-join'; readonly atMs: number; readonly userId: string; readonly name: string }
  | { readonly type: 'member-leave'; readonly atMs: number; readonly userId: string }
  | { readonly type: 'member-mute'; readonly atMs: number; readonly userId: string; readonly isMuted: boolean }
  | { readonly type: 'ssrc-map'; readonly atMs: number; readonly userId: string; readonly ssrc: number }
  | { readonly type: 'reconnect-start'; readonly atMs: number; readonly reason: string }
  | { readonly type: 'reconnect-end'; readonly atMs: number }
  | {
      readonly type: 'gap';
      readonly atMs: number;
      /** Null when it concerns everybody. */
      readonly userId: string | null;
      readonly reason: GapReason;
      readonly packets: number;
    }
  | { readonly type: 'dave-epoch'; readonly atMs: number; readonly epoch: number }
  /** Off the record, for one member or (userId null) for everybody; nothing that arrives from then on belongs to a track. */
  | { readonly type: 'pause-start'; readonly atMs: number; readonly userId: string | null }
  | { readonly type: 'pause-end'; readonly atMs: number; readonly userId: string | null }
  | {
      readonly type: 'note';
      readonly atMs: number;
      readonly userId: string;
      readonly name: string;
      readonly text: string;
    }
  | { readonly type: 'end'; readonly atMs: number; readonly reason: string };
