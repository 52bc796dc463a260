import type { MoneySum } from '../ports/ledger-store.ts';
import type { CostReport } from './cost-report.ts';

const HEAD = 'group,key,title,calls,usd,unknown_price_calls,input_tokens,output_tokens,audio_ms';

/** The report for a spreadsheet (RFC 4180): one row for every provider, model, meeting, kind and day. */
export function costCsv(report: CostReport): string {
  const rows = (group: string, sums: readonly MoneySum[]): string[] => sums.map((sum) => moneyRow(group, sum));
  return [
    HEAD,
    ...rows('provider', report.byProvider),
    ...rows('model', report.byModel),
    ...rows('meeting', report.byMeeting),
    ...rows('kind', report.byKind),
    ...report.byDay.map(({ day, microUsd }) => ['day', day, '', '', usdText(microUsd), '', '', '', ''].join(',')),
    ...rows('total', [report.total]),
    '',
  ].join('\r\n');
}

function moneyRow(group: string, sum: MoneySum): string {
  const { key, title, calls, microUsd, unknownCalls, inputTokens, outputTokens, audioMs } = sum;
  const cells = [group, key, title ?? '', calls, usdText(microUsd), unknownCalls, inputTokens, outputTokens, audioMs];
  return cells.map((cell) => quoted(String(cell))).join(',');
}

const usdText = (microUsd: number): string => (microUsd / 1_000_000).toFixed(6);

/** A cell that begins like a formula would be one in a spreadsheet: meetings are named by strangers. */
function quoted(cell: string): string {
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
