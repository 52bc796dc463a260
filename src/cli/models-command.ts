import type { Command } from 'commander';
import { createModels } from '../app.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { Page } from './page.ts';
import { createProgress } from './progress.ts';

export function addModelsCommand(program: Command, io: CliIo): void {
  const models = program.command('models').description('List the models, or fetch one');
  models
    .command('list', { isDefault: true })
    .description('List the models and which of them are on this machine')
    .option('--json', 'one JSON document on stdout')
    .action((options: { readonly json?: true }) => list(options.json === true, io));
  models
    .command('pull')
    .description('Fetch a model')
    .argument('<name>', 'as "mom models list" names it')
    .action((name: string) => pull(name, io));
}

async function list(wantsJson: boolean, io: CliIo): Promise<void> {
  const models = createModels(io.readConfig());
  const rows = [];
  for (const entry of models.entries) rows.push({ ...entry, path: (await models.find(entry.name))?.path ?? null });
  if (wantsJson) return writeLine(io.stdout, JSON.stringify(rows, null, 2));
  const page = new Page(io);
  for (const { name, kind, bytes, path, sha256 } of rows) {
    const size = bytes === null ? '' : `${Math.ceil(bytes / 1_000_000)} MB`;
    const state = path ? page.paint('green', path) : page.paint('dim', sha256 ? 'not here' : 'not here, unpinned');
    writeLine(io.stdout, `${name.padEnd(32)} ${kind.padEnd(13)} ${size.padStart(8)}  ${state}`);
  }
}

async function pull(name: string, io: CliIo): Promise<void> {
  const models = createModels(io.readConfig());
  using progress = createProgress(io);
  const file = await models.obtain(name, { onProgress: progress.onDownload, signal: io.signal });
  writeLine(io.stdout, file.path);
}
