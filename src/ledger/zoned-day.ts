/** Calendar days and months in a time zone. */
export interface ZonedDay {
  readonly year: number;
  /** 1..12 */
  readonly month: number;
  readonly day: number;
}

export function zonedDay(atMs: number, timeZone: string): ZonedDay {
  const [year = 0, month = 0, day = 0] = isoDay(atMs, timeZone).split('-').map(Number);
  return { year, month, day };
}

/** "2026-11-28" as it is there. */
export const isoDay = (atMs: number, timeZone: string): string => formatterFor(timeZone).format(atMs);

/** Epoch ms at which a day begins there; days beyond the month roll over. */
export function startOfDay({ year, month, day }: ZonedDay, timeZone: string): number {
  const utcMs = Date.UTC(year, month - 1, day);
  let startMs = utcMs - offsetMs(utcMs, timeZone);
  startMs = utcMs - offsetMs(startMs, timeZone);
  // Where the clock skips midnight the day begins when it is first there.
  while (zonedDay(startMs, timeZone).day !== new Date(utcMs).getUTCDate()) startMs += 15 * 60_000;
  return startMs;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone) ?? new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' });
  formatters.set(timeZone, known);
  return known;
}

/** How far the zone's clock is ahead of UTC. */
function offsetMs(atMs: number, timeZone: string): number {
  const text = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).format(atMs);
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(text) ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -offset : offset;
}
