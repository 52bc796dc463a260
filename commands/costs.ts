import { MomError } from '../src/errors.ts';
import { costCsv, costText } from '../src/ledger/index.ts';
import type { Command } from './command.ts';

const FORMATS = ['text', 'csv', 'json'];

/** Says what was spent, with a chart where something was. */
export const costsCommand: Command = {
  name: 'costs',
  description: 'Show what transcription and minutes have cost',
  options: [
    { name: 'month', description: 'As 2026-11; the current one unless told', isRequired: false },
    { name: 'format', description: 'What is attached, text unless told', isRequired: false, choices: FORMATS },
  ],
  access: 'admin',
  async run(call, { costs }) {
    const format = checkedFormat(call.values['format'] ?? 'text');
    const report = await costs.report(checkedMonth(call.values['month']));
    const text = costText(report);
    const attach = (kind: 'csv' | 'json', content: string) => ({
      text,
      files: [{ name: `costs-${report.month}.${kind}`, format: kind, bytes: new TextEncoder().encode(content) }],
    });
    if (format === 'csv') return attach('csv', costCsv(report));
    if (format === 'json') return attach('json', JSON.stringify(report, null, 2));
    if (report.total.microUsd === 0) return { text, files: [] };
    const bytes = await costs.draw(report);
    return { text, files: [{ name: `costs-${report.month}.png`, format: 'png', bytes }] };
  },
};

/** Null for the current month. @throws MomError usage */
export function checkedMonth(value: string | undefined): string | null {
  if (value === undefined) return null;
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) return value;
  throw new MomError('usage', `"${value}" is no month; write it as 2026-11.`);
}

function checkedFormat(value: string): string {
  if (FORMATS.includes(value)) return value;
  throw new MomError('usage', `"${value}" is no format; known are ${FORMATS.join(', ')}.`);
}
