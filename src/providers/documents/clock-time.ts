const two = (value: number): string => String(value).padStart(2, '0');

/** Meeting time as people read it: "0:34", "1:02:05". */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** How long somebody talked, to the nearest second: "0:18" for 17.6 seconds. A moment is cut off instead, a length is not. */
export const talkTime = (ms: number): string => clockTime(Math.round(ms / 1000) * 1000);

/** Meeting time of subtitles, "01:02:05.034"; SRT wants a comma. */
export function subtitleTime(ms: number, decimalMark: '.' | ','): string {
  const whole = Math.max(0, Math.round(ms));
  const seconds = Math.floor(whole / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${two(hours)}:${two(minutes)}:${two(seconds % 60)}${decimalMark}${String(whole % 1000).padStart(3, '0')}`;
}

/** A length in words: "45 seconds", "1 h 5 min". */
export function lengthInWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "Monday, 30 November 2026 at 10:00 (Europe/Berlin)". */
export function dayInWords(epochMs: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
  return `${format.format(epochMs)} (${timeZone})`;
}
