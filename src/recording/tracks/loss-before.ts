import type { LostSound } from '../../domain/lost-sound.ts';
import { TICKS_PER_MS } from '../timeline/opus-toc.ts';
import type { PlacedPacket } from '../timeline/placed-packet.ts';

/** 48 kHz to 16 kHz. */
export const TICKS_PER_SAMPLE = 3;
/** What the codec makes up has faded to nothing by then (measured, see VoiceDecoder); the rest of a longer hole is silence. */
const LONGEST_CONCEALED_TICKS = 100 * TICKS_PER_MS;

/** The part of a packet that counts here. */
export type Neighbour = Pick<PlacedPacket, 'startTick' | 'ticks' | 'isSilence'>;

/** What is missing between a packet and the one before it. */
export interface Loss {
  /** Packets as long as the one before, right after it, that the codec can make up. */
  readonly concealed: number;
  readonly lost: readonly LostSound[];
}

const NOTHING: Loss = { concealed: 0, lost: [] };

/** Between two silence packets silence is missing, which is no loss. */
export function lossBefore(packet: PlacedPacket, before: Neighbour | null): Loss {
  const { lostTicks, startTick } = packet;
  if (!before || lostTicks === 0 || (before.isSilence && packet.isSilence)) return NOTHING;
  const endTick = before.startTick + before.ticks;
  const isWhole = startTick - endTick === lostTicks;
  const concealedTicks = isWhole && !before.isSilence ? Math.min(lostTicks, LONGEST_CONCEALED_TICKS) : 0;
  const sides = isWhole ? [endTick] : [endTick, startTick - lostTicks];
  return {
    concealed: Math.floor(concealedTicks / before.ticks),
    // Where the sender paused in between, nobody knows on which side of the pause it was.
    lost: sides.map((from) => toSamples(from, lostTicks)),
  };
}

/** A stretch of ticks in samples of the track. */
export const toSamples = (startTick: number, ticks: number): LostSound => ({
  startSample: Math.max(0, Math.round(startTick / TICKS_PER_SAMPLE)),
  sampleCount: Math.round(ticks / TICKS_PER_SAMPLE),
});
