import type { MeetingOutcome } from '../meeting/index.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { minutesText } from './minutes-text.ts';
import { Page } from './page.ts';

/** Minutes and where their files are, for people. Paths are never broken: they are there to be copied. */
export function showOutcome(outcome: MeetingOutcome, written: readonly string[], timeZone: string, io: CliIo): void {
  const page = new Page(io);
  writeLine(io.stdout, minutesText(outcome, page, timeZone));
  if (written.length === 0) return;
  writeLine(io.stdout, `\n${page.title('Files')}`);
  for (const path of written) writeLine(io.stdout, `  ${path}`);
}
