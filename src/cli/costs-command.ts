import { resolve } from 'node:path';
import type { Command } from 'commander';
import { checkedMonth } from '../../commands/index.ts';
import { createApp } from '../app.ts';
import { MomError } from '../errors.ts';
import { costCsv, costText } from '../ledger/index.ts';
import { writeWhole } from '../meeting/index.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { printable } from './terminal-text.ts';

interface CostsOptions {
  readonly month?: string;
  readonly scope?: string;
  readonly json?: true;
  readonly csv?: true;
  readonly chart?: string;
}

export function addCostsCommand(program: Command, io: CliIo): void {
  program
    .command('costs')
    .description('Say what transcription and minutes have cost')
    .option('--month <month>', 'as 2026-11; the current one unless told')
    .option('--scope <id>', 'of one Discord server or Slack workspace only')
    .option('--chart <file>', 'write a chart there, PNG')
    .option('--csv', 'for a spreadsheet')
    .option('--json', 'one JSON document on stdout, nothing else there')
    .action((options: CostsOptions) => costs(options, io));
}

async function costs(options: CostsOptions, io: CliIo): Promise<void> {
  if (options.json && options.csv) throw new MomError('usage', '--json and --csv exclude each other.');
  const month = checkedMonth(options.month);
  await using app = await createApp(io.readConfig());
  const report = await app.costs({ scope: options.scope ?? null, month }, io.signal);
  if (options.chart) {
    const path = await writeWhole(resolve(options.chart), await app.drawCosts(report, io.signal));
    writeLine(io.stderr, path);
  }
  if (options.json) writeLine(io.stdout, JSON.stringify(report, null, 2));
  else if (options.csv) io.stdout.write(costCsv(report));
  else {
    for (const line of costText(report).replaceAll('**', '').split('\n')) writeLine(io.stdout, printable(line));
    for (const notice of await app.adminNotices()) writeLine(io.stderr, printable(notice));
  }
}
