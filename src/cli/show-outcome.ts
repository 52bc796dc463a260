import type { MeetingOutcome } from '../meeting/index.ts';
import { type CliIo, painter, writeLine } from './cli-io.ts';
import { minutesText } from './minutes-text.ts';

/** Minutes and where their files are, for people. */
export function showOutcome(outcome: MeetingOutcome, written: readonly string[], io: CliIo): void {
  const paint = painter(io.useColour);
  writeLine(io.stdout, minutesText(outcome, paint));
  if (written.length === 0) return;
  writeLine(io.stdout, `\n${paint(['bold', 'cyan'], 'Files')}`);
  for (const path of written) writeLine(io.stdout, `  ${path}`);
}
