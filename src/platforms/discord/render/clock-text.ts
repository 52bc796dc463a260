const two = (value: number): string => String(value).padStart(2, '0');

/** Meeting time: "0:34", "1:02:05". */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A moment that every reader sees in their own time zone (docs: "Timestamp Styles"). */
export const momentText = (epochMs: number, style: 't' | 'F' | 'R'): string =>
  `<t:${Math.floor(epochMs / 1_000)}:${style}>`;

export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
