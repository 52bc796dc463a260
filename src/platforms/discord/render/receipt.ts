import type { CaptureReceipt, MemberReceipt } from '../../../domain/receipt.ts';
import { clockText, counted } from './clock-text.ts';
import { cut } from './safe-text.ts';

const NAME_WIDTH = 16;
const ROWS = 40;

/** The capture receipt as a table in a code block: what was captured of everybody, and what is missing. */
export function renderReceipt({ members, reconnects, disconnectedMs, pausedMs }: CaptureReceipt): string {
  const rows = members.slice(0, ROWS).map(rowOf);
  const table = [HEAD, ...rows].map((cells) => cells.join(' ').trimEnd());
  const more = members.length > ROWS ? [`… and ${members.length - ROWS} more`] : [];
  const facts = [
    reconnects === 0
      ? 'no reconnects'
      : `${counted(reconnects, 'reconnect')}, ${seconds(disconnectedMs)} without a connection`,
    ...(pausedMs > 0 ? [`${clockText(pausedMs)} off the record`] : []),
  ];
  return [`\`\`\`\n${[...table, ...more].join('\n')}\n\`\`\``, facts.join(' · ')].join('\n');
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const row = (name: string, ...cells: readonly string[]): readonly string[] => [
  name.padEnd(NAME_WIDTH),
  ...cells.map((cell, index) => cell.padStart(WIDTHS[index] ?? 0)),
];
const WIDTHS = [8, 7, 7, 5, 7];
const HEAD = row('Speaker', 'Talk', 'Packets', 'Lost', 'Gaps', 'Broken');

const rowOf = ({ name, spokenMs, packets, lossPercent, gaps, decryptFailures }: MemberReceipt): readonly string[] =>
  row(
    plainCell(name),
    clockText(spokenMs),
    String(packets),
    `${lossPercent.toFixed(2)}%`,
    String(gaps),
    String(decryptFailures),
  );

/** Inside a code block only its own fence acts. */
function plainCell(name: string): string {
  const line = name
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}`@]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return cut(line || 'Somebody', NAME_WIDTH);
}
