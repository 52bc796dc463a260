import { createLog, type Logger } from '../../src/log.ts';

export type LogLine = Readonly<Record<string, unknown>>;

/** A log that keeps its lines, parsed. */
export function recordedLog(): { readonly log: Logger; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const log = createLog('debug', { write: (line) => lines.push(JSON.parse(line) as LogLine) });
  return { log, lines };
}

/** Ids of the child processes that were started, in order. */
export const startedProcesses = (lines: readonly LogLine[]): readonly number[] =>
  lines.filter((line) => line['msg'] === 'child started').map((line) => Number(line['processId']));
