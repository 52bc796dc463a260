import type { Warning } from '../../domain/meeting.ts';

/** What the decoding of one recording came across. */
export interface DecodeFindings {
  /** Seconds that came out, and how many of them are silence before the beginning. */
  readonly decodedS: number;
  readonly leadS: number;
  /** Seconds that the container promised from the beginning on. */
  readonly soundS: number | null;
  /** The file ends within a packet or without its end mark. */
  readonly endsAbruptly: boolean;
  /** Packets that could not be decoded, other than the last. */
  readonly lostPackets: number;
  /** Seconds of silence put in place of missing sound. */
  readonly filledS: number;
  readonly hasCancelled: boolean;
  readonly soundStreamCount: number;
  readonly wrongEnding: string | null;
  readonly container: string;
}

/** Containers round; encoders pad. */
const SHORTFALL_S = 0.5;
const SHORTFALL_SHARE = 0.02;

/** One sentence for each thing people should know. */
export function warningsOf(findings: DecodeFindings): readonly Warning[] {
  const { decodedS, leadS, lostPackets, filledS, soundStreamCount, wrongEnding } = findings;
  const warnings: Warning[] = [];
  const warn = (code: string, text: string): void => void warnings.push({ code, text });
  if (wrongEnding)
    warn(
      'recording_misnamed',
      `Its name ends in ".${wrongEnding}", but it is a recording of the kind ${findings.container}.`,
    );
  const soundS = findings.soundS ?? 0;
  const missingS = leadS + soundS - decodedS;
  if (missingS > Math.max(SHORTFALL_S, soundS * SHORTFALL_SHARE))
    warn(
      'recording_truncated',
      `It should last ${inSeconds(leadS + soundS)}, but only ${inSeconds(decodedS)} are there.`,
    );
  else if (findings.endsAbruptly)
    warn('recording_truncated', `It has no proper end; everything up to ${inSeconds(decodedS)} was used.`);
  if (lostPackets > 0)
    warn(
      'recording_damaged',
      `It is damaged: ${lostPackets} ${lostPackets === 1 ? 'piece' : 'pieces'} of it could not be decoded.`,
    );
  if (filledS > 0)
    warn('recording_gaps', `Sound is missing inside it: ${inSeconds(filledS)} were filled with silence.`);
  if (findings.hasCancelled)
    warn('recording_antiphase', 'Its channels cancel each other out, so the loudest one was used alone.');
  if (soundStreamCount > 1)
    warn('recording_more_tracks', `It has ${soundStreamCount} sound tracks; only the main one was used.`);
  return warnings;
}

const inSeconds = (seconds: number): string => `${seconds.toFixed(1)} s`;
