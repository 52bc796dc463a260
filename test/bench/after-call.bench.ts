// mom bench after-call [--minutes=2,6] [--size=tiny|base]: three people talk in real time, then /mom stop; how long until it is answered, and
// until the minutes stand in the thread. The model has weights by chance: it costs what a real one costs and says the same to everything.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { projectRoot } from '../../src/config.ts';
import { Shown } from '../bot/shown.ts';
import { readOpusFile, startDiscord } from '../doubles/discord/index.ts';
import { startMom } from '../mom.ts';
import { hasShared } from '../shared.ts';
import { type ModelSize, writeRandomModel } from './random-model.ts';

const PEOPLE = { Maya: '1001', Tom: '1002', Priya: '1003' } as const;
const PACKETS_PER_MINUTE = 60 * 50;
const LOOK_MS = 50;
const WORDS = { words: 24, chunkSeconds: 5 };

interface Result {
  readonly minutes: number;
  readonly answeredMs: number;
  readonly minutesMs: number;
}

if (!hasShared) throw new Error('This bench needs the models beside the checkout (../shared).');
const size: ModelSize = option('size') === 'tiny' ? 'tiny' : 'base';
const folder = mkdtempSync(join(tmpdir(), 'mom-bench-'));
const model = join(folder, `${size}.bin`);
writeRandomModel(size, model, WORDS);
const results: Result[] = [];
for (const minutes of (option('minutes') ?? '2,6').split(',').map(Number)) results.push(await measure(minutes));
rmSync(folder, { recursive: true });
report(results);
process.exit(); // the double keeps timers

async function measure(minutes: number): Promise<Result> {
  await using discord = await startDiscord({ rates: 'none' });
  const dataFolder = join(folder, `${minutes}`);
  mkdirSync(dataFolder);
  const bot = startMom(['start'], {
    DATA_DIR: dataFolder,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    NODE_EXTRA_CA_CERTS: discord.caPath,
    WHISPER_MODEL: model,
    WHISPER_LANGUAGE: 'en',
    LOG_LEVEL: 'error',
  });
  await new Promise<void>((resolve) => {
    bot.child.stdout?.on('data', (piece: Buffer) => {
      if (piece.toString().includes('Discord  on')) resolve();
    });
  });
  const guild = discord.guild();
  const users = Object.keys(PEOPLE).map((name) => discord.user(name));
  for (const user of users) user.join(guild.channel('Meeting'));
  const [caller] = users;
  if (!caller) throw new Error('nobody is there');
  await discord.slash(guild, caller, 'mom', ['start'], { title: 'Bench' });
  await Promise.all(Object.values(PEOPLE).map((track, index) => users[index]?.speak(loopOf(track, minutes))));
  const stoppedAtMs = performance.now();
  await discord.slash(guild, caller, 'mom', ['stop']);
  const answeredMs = performance.now() - stoppedAtMs;
  const shown = new Shown(guild, 'Bench');
  while (shown.minutes.length === 0) await setTimeout(LOOK_MS);
  const minutesMs = performance.now() - stoppedAtMs;
  bot.child.kill('SIGTERM');
  await bot.finished;
  return { minutes, answeredMs, minutesMs };
}

/** The stand-up's track again and again. */
function loopOf(track: string, minutes: number): readonly Buffer[] {
  const packets = readOpusFile(readFileSync(join(projectRoot, 'samples', 'standup', `track-${track}.opus`)));
  return Array.from({ length: minutes * PACKETS_PER_MINUTE }, (_, n) => packets[n % packets.length] ?? Buffer.alloc(0));
}

function option(name: string): string | null {
  return process.argv.find((part) => part.startsWith(`--${name}=`))?.slice(name.length + 3) ?? null;
}

function report(measured: readonly Result[]): void {
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ size, results: measured }, null, 2)}\n`);
    return;
  }
  for (const { minutes, answeredMs, minutesMs } of measured)
    process.stdout.write(
      `${size}-sized, ${minutes} min of three people: /mom stop answered after ${(answeredMs / 1_000).toFixed(1)} s, ` +
        `minutes in the thread after ${(minutesMs / 1_000).toFixed(1)} s\n`,
    );
}
