import { MomError } from '../src/errors.ts';
import { type CostReport, costCsv, costText } from '../src/ledger/index.ts';
import { adminLines } from './admin-lines.ts';
import { LOCAL_SCOPE, textOf } from './call.ts';
import type { Command } from './command.ts';
import { plain } from './plain.ts';

const FORMATS = ['text', 'csv', 'json'] as const;

/** Says what was spent, with a chart where something was. */
export const costsCommand: Command = {
  name: 'costs',
  description: 'Show what transcription and minutes have cost',
  options: [
    {
      type: 'string',
      name: 'month',
      description: 'As 2026-11; the current one unless told',
      isRequired: false,
      maxLength: 20,
    },
    {
      type: 'string',
      name: 'format',
      description: 'What is attached; a chart unless told',
      isRequired: false,
      choices: FORMATS.map((format) => ({ name: format, value: format })),
    },
  ],
  access: 'admin',
  isPrivate: true,
  async run(call, services) {
    const { costs } = services;
    const format = textOf(call, 'format') ?? 'text';
    const scope = call.scope === LOCAL_SCOPE ? null : call.scope;
    const report = await costs.report(scope, checkedMonth(textOf(call, 'month')));
    const text = [costText(withPlainTitles(report)), ...(await adminLines(services))].join('\n');
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

/** Titles come from people, the text is Markdown. */
const withPlainTitles = (report: CostReport): CostReport => ({
  ...report,
  byMeeting: report.byMeeting.map((sum) => ({ ...sum, title: sum.title === null ? null : plain(sum.title) })),
});
