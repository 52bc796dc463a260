import type { Pcm } from '../domain/audio.ts';

/** What some packets of one member sound like. */
export interface DecodedPackets {
  /** Mono 16 kHz, the packets one after the other. */
  readonly pcm: Pcm;
  /** Samples of each packet, in order; 0 for an empty one, and for a lost one before which nothing was heard. */
  readonly lengths: readonly number[];
  /** Places in the list of packets that are no Opus; each is silence of the length that its first byte tells (20 ms when it tells none). */
  readonly damaged: readonly number[];
}

/** The voice of one member: what a packet sounds like depends on the ones before it. */
export interface OpusVoice {
  /**
   * Packets in the order in which they were sent; null is one that never arrived, as long as the one before it, whose sound the codec makes up
   * from that. An engine that dies on them gives silence and tells of them all as damaged.
   *
   * @throws MomError opus_failed when the engine can't be started; an aborted signal's reason
   */
  decode(packets: readonly (Uint8Array | null)[], signal?: AbortSignal): Promise<DecodedPackets>;
}

/** Turns Opus packets into PCM, off the main thread. */
export interface OpusDecoder extends AsyncDisposable {
  voice(): OpusVoice;
}
