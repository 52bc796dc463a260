import { join } from 'node:path';
import type { Command } from 'commander';
import { createApp } from '../app.ts';
import { projectRoot } from '../config.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { replaySpeed } from './option-values.ts';
import { Page } from './page.ts';
import { replay } from './replay-command.ts';

const SAMPLE = join(projectRoot, 'samples', 'standup');

export function addDemoCommand(program: Command, io: CliIo): void {
  program
    .command('demo')
    .description('Replay the sample meeting: captions, minutes, files')
    .option('--speed <factor>', '1 is real time, max as fast as it goes', replaySpeed, 8)
    .action((options: { readonly speed: number }) => demo(options.speed, io));
}

async function demo(speed: number, io: CliIo): Promise<void> {
  const page = new Page(io);
  for (const line of introduction(page)) writeLine(io.stdout, line);
  await using app = await createApp(io.readConfig());
  await replay(
    app,
    SAMPLE,
    {
      speed,
      names: '1001=Maya,1002=Tom,1003=Priya',
      title: 'Release standup',
      language: 'en',
      model: join(SAMPLE, 'ggml-demo-standup.bin'),
    },
    io,
  );
  for (const line of nextSteps(page)) writeLine(io.stdout, line);
}

/** The sample's model knows only these twelve sentences: whoever sees the demo must know that. */
function introduction(page: Page): string[] {
  const note =
    'Three synthetic voices and a tiny model that was trained on this one meeting; the engine, the path and the minutes are real.';
  return [
    '',
    `${page.paint(['bold', 'magenta'], 'AI MOM')}  a meeting becomes minutes, on this machine`,
    ...page.fit(note).map((line) => page.paint('dim', line)),
    '',
  ];
}

function nextSteps(page: Page): string[] {
  const step = (command: string, what: string): string =>
    `  ${page.paint('green', command.padEnd(38))} ${page.paint('dim', what)}`;
  return [
    '',
    page.title('What to do next'),
    step('npx mom models pull base', 'fetch a model that understands everybody (148 MB)'),
    step('npx mom minutes RECORDING', 'minutes of your own recording'),
    step('npx mom minutes --tracks track-*.flac', 'one file a speaker: names for free'),
    step('npx mom doctor', 'what is ready on this machine and what is not'),
    step('cp .env.example .env', 'tokens and keys, when you want more'),
    '',
  ];
}
