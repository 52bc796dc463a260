const CLOCK = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?`;
const TIMES = new RegExp(`^\\s*${CLOCK}\\s*-->\\s*${CLOCK}(?:\\s.*)?$`);

/** Reads "00:01.000 --> 00:04,5 align:start" in ms: hours may be missing, the decimal mark is a point or a comma. */
export function readTimes(line: string): { readonly startMs: number; readonly endMs: number } | null {
  const match = TIMES.exec(line);
  if (match === null) return null;
  const startMs = clockMs(match.slice(1, 5));
  return { startMs, endMs: Math.max(startMs, clockMs(match.slice(5, 9))) };
}

/** Hours, minutes, seconds and fraction as text; a missing part is undefined. */
export function clockMs([hours, minutes, seconds, fraction]: readonly (string | undefined)[]): number {
  const whole = Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return whole * 1_000 + Number((fraction ?? '').padEnd(3, '0'));
}
