import { styleText } from 'node:util';
import type { CheckResult, CheckStatus, DoctorReport } from './check.ts';

const marks: Record<CheckStatus, { mark: string; colour: 'green' | 'yellow' | 'red' | 'gray' }> = {
  ok: { mark: '✓', colour: 'green' },
  warn: { mark: '!', colour: 'yellow' },
  fail: { mark: '✗', colour: 'red' },
  skipped: { mark: '–', colour: 'gray' },
};

/** The report for people, aligned, with what to do below each line. Colour only when the stream is a terminal. */
export function renderDoctor(report: DoctorReport, options: { readonly isTerminal?: boolean } = {}): string {
  const width = Math.max(0, ...report.results.map(({ name }) => name.length));
  const lines = report.results.flatMap((result) => linesOf(result, width, options.isTerminal ?? false));
  return `${[...lines, '', countLine(report)].join('\n')}\n`;
}

function linesOf({ status, name, summary, hint }: CheckResult, width: number, isTerminal: boolean): string[] {
  const { mark, colour } = marks[status];
  const paint = (text: string) => (isTerminal ? styleText(colour, text, { validateStream: false }) : text);
  const line = `${paint(mark)} ${name.padEnd(width)}  ${summary}`;
  return hint === undefined ? [line] : [line, `${' '.repeat(width + 4)}${paint('→')} ${hint}`];
}

function countLine({ results }: DoctorReport): string {
  const count = (status: CheckStatus) => results.filter((result) => result.status === status).length;
  return `${count('ok')} fine, ${count('warn')} to look at, ${count('fail')} broken, ${count('skipped')} switched off`;
}
