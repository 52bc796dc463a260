import type { MoneySum } from '../ports/ledger-store.ts';
import type { Quota } from '../ports/quota-source.ts';
import type { CostReport } from './cost-report.ts';

const MEETINGS_SHOWN = 5;
const MODELS_SHOWN = 8;

/** The report in a few lines of Markdown, short enough for one message. */
export function costText(report: CostReport): string {
  const { total, byProvider, byModel, byMeeting, quotas } = report;
  return [
    `**Costs of ${report.month}: ${usd(total.microUsd)}**${unknownNote(total)}`,
    `${budgetLine(report)} Today ${usd(report.todayMicroUsd)}. ${counted(total.calls, 'call')}, ${tokens(total)} tokens.`,
    ...section('By provider', byProvider, byProvider.length, ({ key }) => key),
    ...section('By model', byModel, MODELS_SHOWN, ({ key }) => key.slice(key.indexOf(' ') + 1)),
    ...section('By meeting', byMeeting, MEETINGS_SHOWN, meetingName),
    ...(quotas.length > 0 ? ['', '**Left for nothing or paid in advance**', ...quotas.map(quotaLine)] : []),
  ].join('\n');
}

/** Below a cent every digit counts; a cost never looks like nothing. */
export function usd(microUsd: number): string {
  if (microUsd === 0) return '$0.00';
  if (microUsd < 100) return '< $0.0001';
  return microUsd < 10_000 ? `$${(microUsd / 1_000_000).toFixed(4)}` : `$${(microUsd / 1_000_000).toFixed(2)}`;
}

function budgetLine({ total, budgetMicroUsd }: CostReport): string {
  if (budgetMicroUsd === null) return 'No monthly budget is set.';
  const part = budgetMicroUsd === 0 ? 100 : Math.floor((100 * total.microUsd) / budgetMicroUsd);
  return `${part} % of the monthly budget of ${usd(budgetMicroUsd)}.`;
}

function section(
  title: string,
  sums: readonly MoneySum[],
  shown: number,
  name: (sum: MoneySum) => string,
): readonly string[] {
  if (sums.length === 0) return [];
  const lines = sums.slice(0, shown).map((sum) => `- ${name(sum)}: ${usd(sum.microUsd)}${unknownNote(sum)}`);
  const rest = sums.slice(shown);
  const restMicroUsd = rest.reduce((total, { microUsd }) => total + microUsd, 0);
  return ['', `**${title}**`, ...lines, ...(rest.length > 0 ? [`- ${rest.length} more: ${usd(restMicroUsd)}`] : [])];
}

const meetingName = ({ key, title }: MoneySum): string =>
  key === '' ? 'outside meetings' : title === null ? `${key} (forgotten)` : `${title} (${key})`;

const unknownNote = ({ unknownCalls }: MoneySum): string =>
  unknownCalls === 0 ? '' : ` + ${counted(unknownCalls, 'call')} of unknown price`;

const tokens = ({ inputTokens, outputTokens }: MoneySum): string => (inputTokens + outputTokens).toLocaleString('en');

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function quotaLine({ provider, creditLeftMicroUsd, requestsLeft, tokensLeft }: Quota): string {
  const parts = [
    ...(creditLeftMicroUsd === null ? [] : [`${usd(creditLeftMicroUsd)} of credit`]),
    ...(requestsLeft === null ? [] : [`${requestsLeft.toLocaleString('en')} requests`]),
    ...(tokensLeft === null ? [] : [`${tokensLeft.toLocaleString('en')} tokens`]),
  ];
  return `- ${provider}: ${parts.length > 0 ? parts.join(', ') : 'it does not say'}`;
}
