/** What FFmpeg reads from a container, in seconds; null where nothing is told. */
export interface TimeClaims {
  /** FFmpeg's name of the container. */
  readonly demuxer: string;
  readonly codec: string;
  /** Time stamp of the beginning. */
  readonly startS: number | null;
  /** Declared for the sound itself. */
  readonly ownS: number | null;
  /** Declared for everything in the file. */
  readonly wholeS: number | null;
}

export interface DeclaredTime {
  /** Silence that belongs before the beginning. */
  readonly leadS: number;
  /** Lengths from the beginning on: time before it does not count. */
  readonly ownS: number | null;
  readonly wholeS: number | null;
}

/** A late start says nothing about a meeting: MPEG's clock starts anywhere (ISO/IEC 13818-1 §2.5.3), MP3's is the encoder's delay. */
const WITHOUT_ZERO = ['mpegts', 'mpeg', 'mp3'];
/** They declare the time stamp of the end; the others declare a length. */
const DECLARING_THE_END = ['matroska', 'asf'];

/** `maxLeadS` is the latest start that is believed; zero for a recording that starts with its sound whatever its time stamps say. */
export function declaredTime(claims: TimeClaims, maxLeadS: number): DeclaredTime {
  const startS = claims.startS ?? 0;
  const beforeS = declaresEnd(claims) ? startS : 0;
  const isLate = startS > 0 && startS <= maxLeadS && !isAmong(WITHOUT_ZERO, claims.demuxer);
  return {
    leadS: isLate ? startS : 0,
    ownS: lengthAfter(beforeS, claims.ownS),
    wholeS: lengthAfter(beforeS, claims.wholeS),
  };
}

/** FFmpeg takes the start off the length of Vorbis and Speex in Ogg, but not off that of Opus. */
function declaresEnd({ demuxer, codec }: TimeClaims): boolean {
  return isAmong(DECLARING_THE_END, demuxer) || (demuxer === 'ogg' && codec === 'opus');
}

/** An end before the beginning declares nothing. */
function lengthAfter(beforeS: number, declaredS: number | null): number | null {
  if (declaredS === null || beforeS === 0) return declaredS;
  return declaredS > beforeS ? declaredS - beforeS : null;
}

/** FFmpeg's name may be several: "matroska,webm". */
const isAmong = (names: readonly string[], demuxer: string): boolean =>
  demuxer.split(',').some((name) => names.includes(name));
