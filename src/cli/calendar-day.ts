import { MomError } from '../errors.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2})?(Z|[+-]\d{2}:\d{2})?$/;

/** The day of a moment where the meeting is: "2026-11-23". */
export function dayText(ms: number, timeZone: string): string {
  // Swedish writes days as ISO does.
  return new Intl.DateTimeFormat('sv', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(ms);
}

/**
 * Epoch ms of "2026-11-23" (its noon) or "2026-11-23T10:00", in the given time zone unless the text names an offset.
 *
 * @throws MomError usage
 */
export function parseStart(text: string, timeZone: string): number {
  const [, day = text, offset] = MOMENT.exec(text) ?? [];
  const utcMs = Date.parse(DAY.test(text) ? `${text}T12:00:00Z` : `${text}${offset ? '' : 'Z'}`);
  if (Number.isNaN(utcMs) || !isRealDay(day)) {
    throw new MomError('usage', `--date wants 2026-11-23 or 2026-11-23T10:00, not "${text}".`);
  }
  if (offset) return utcMs;
  // The offset at the local time read as UTC may be of the other side of a clock change: the second look is right.
  return utcMs - offsetMs(utcMs - offsetMs(utcMs, timeZone), timeZone);
}

/** JavaScript takes 2026-02-31 for the 3rd of March. */
function isRealDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return DAY.test(day) && !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

/** How far the zone's clocks are ahead of UTC at that moment. */
function offsetMs(ms: number, timeZone: string): number {
  const format = { timeZone, dateStyle: 'short', timeStyle: 'medium' } as const;
  return (
    Date.parse(`${new Intl.DateTimeFormat('sv', format).format(ms).replace(' ', 'T')}Z`) -
    Math.floor(ms / 1_000) * 1_000
  );
}
