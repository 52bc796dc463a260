import { hasNames, splitName } from './name-prefix.ts';
import type { SpokenLine } from './spoken-line.ts';

/** Takes "Name: " off the words where a file names its speakers that way; cues with a voice tag stay as they are. */
export function nameBareCues(lines: readonly SpokenLine[]): readonly SpokenLine[] {
  if (lines.some(({ name }) => name !== null)) return lines;
  if (!hasNames(lines.map(({ text }) => text))) return lines;
  return lines.map((line) => {
    const split = splitName(line.text);
    return split === null ? line : { ...line, name: split.name, text: split.words };
  });
}
