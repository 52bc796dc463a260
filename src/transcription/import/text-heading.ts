/** What the lines with "#" at the top of our own `.txt` export tell. */
export interface TextHeading {
  readonly title: string | null;
  /** To the minute, because the line says no more. */
  readonly startedAtMs: number | null;
}

// As render-text.ts writes them: "# Release standup", "# Monday, 30 November 2026 at 10:00 (Europe/Berlin), 1 h 2 min".
const TITLE = /^# (.*)$/;
const DAY = /^# \p{L}+,? (\d{1,2}) (\p{L}+) (\d{4})(?: at|,) (\d{2}):(\d{2}) \(([\w+/-]{1,64})\), \d/u;
const MONTHS = 'January,February,March,April,May,June,July,August,September,October,November,December'.split(',');
const MINUTE_MS = 60_000;

/** Reads title and day where the first two lines are ours; the comments of other files say nothing. */
export function readHeading(lines: readonly string[]): TextHeading {
  const title = TITLE.exec(lines[0] ?? '')?.[1]?.trim();
  const startedAtMs = title === undefined ? null : readDay(lines[1] ?? '');
  return startedAtMs === null ? { title: null, startedAtMs: null } : { title: title || null, startedAtMs };
}

function readDay(line: string): number | null {
  const [, day = '', month = '', year = '', hour = '', minute = '', timeZone = ''] = DAY.exec(line) ?? [];
  const monthIndex = MONTHS.indexOf(month);
  if (monthIndex === -1) return null;
  const wallMs = Date.UTC(Number(year), monthIndex, Number(day), Number(hour), Number(minute));
  return epochOf(wallMs, timeZone);
}

/** The moment at which the clocks of a zone show `wallMs` (told as if it were UTC); null for an unknown zone. */
function epochOf(wallMs: number, timeZone: string): number | null {
  try {
    const guessMs = wallMs - offsetMs(wallMs, timeZone);
    // Asked again at the guess: the offset may change between the two.
    return wallMs - offsetMs(guessMs, timeZone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function offsetMs(epochMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const parts = new Map(format.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wallMs = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return wallMs - Math.floor(epochMs / MINUTE_MS) * MINUTE_MS;
}
