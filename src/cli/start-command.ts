import { once } from 'node:events';
import type { Command } from 'commander';
import { type App, createApp } from '../app.ts';
import { toMomError } from '../errors.ts';
import type { MeetingSummary } from '../ports/meeting-store.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { EarlyExit } from './early-exit.ts';
import { runMeeting } from './run-meeting.ts';
import { printable } from './terminal-text.ts';

/** What other versions of AI MOM listen on, with what switches it on. */
const LATER = [
  { name: 'Slack', secret: 'SLACK_BOT_TOKEN' },
  { name: 'HTTP', secret: 'API_TOKENS' },
] as const;

/** Discord answers within a second or two. */
const SLOW_MS = 10_000;
/** Meetings that are looked through for unfinished ones. */
const LOOKED_AT = 1_000;

export function addStartCommand(program: Command, io: CliIo): void {
  program
    .command('start')
    .description('Finish what was interrupted, and run what is configured')
    .action(() => start(io));
}

async function start(io: CliIo): Promise<void> {
  await using app = await createApp(io.readConfig());
  for (const { name, secret } of LATER) {
    const isSet = app.config.secrets[secret] ? `, although ${secret} is set` : '';
    writeLine(io.stdout, `${name.padEnd(8)} off: not in this version yet${isSet}`);
  }
  if (app.config.secrets.DISCORD_TOKEN) return await runBot(app, io);
  writeLine(io.stdout, 'Discord  off: DISCORD_TOKEN is not set (docs/discord.md)');
  if ((await finishAll(app, io)) > 0) throw new EarlyExit(1);
}

/** Stays until it is told to stop; what is under way is then put away for the next start. */
async function runBot(app: App, io: CliIo): Promise<void> {
  app.council.start();
  const { openDiscord } = await import('../discord.ts'); // no other command needs its library
  await using bot = openDiscord(app);
  writeLine(io.stdout, 'Discord  connecting');
  await tellingWhenSlow(bot.start(io.signal), app, io);
  writeLine(io.stdout, 'Discord  on: type /mom start in a voice channel');
  await finishAll(app, io);
  if (!io.signal.aborted) await once(io.signal, 'abort');
  writeLine(io.stdout, 'Stopping: what is under way is put away, the next start goes on with it');
}

/** The log has every try; whoever waits for the first line wants to know why. */
async function tellingWhenSlow(work: Promise<void>, { clock }: App, io: CliIo): Promise<void> {
  const done = new AbortController();
  const slow = clock.delay(SLOW_MS, AbortSignal.any([io.signal, done.signal])).then(
    () => writeLine(io.stdout, 'Discord  can not be reached yet, trying on: is outgoing TCP port 443 open here?'),
    () => undefined, // it was quick, or stopped
  );
  try {
    await work;
  } finally {
    done.abort();
    await slow;
  }
}

/** Recordings that were interrupted; gives how many are still unfinished. Meetings of platforms go on there. */
async function finishAll(app: App, io: CliIo): Promise<number> {
  const meetings = await app.store.listMeetings(LOOKED_AT);
  const unfinished = meetings.filter(({ state }) => state === 'transcribing' || state === 'transcribed');
  const own: MeetingSummary[] = [];
  for (const meeting of unfinished) if (!(await app.liveMeetings.find(meeting.id))) own.push(meeting);
  writeLine(io.stdout, `Meetings ${own.length} to finish`);
  let left = 0;
  for (const meeting of own) left += (await finish(app, meeting, io)) ? 0 : 1;
  return left;
}

/** One meeting that can't be finished must not hold up the others; tells whether it is. */
async function finish(app: App, { id, title }: MeetingSummary, io: CliIo): Promise<boolean> {
  try {
    await runMeeting(app, io, await app.meetings.find(id));
    writeLine(io.stdout, `         ${id} finished: ${printable(title)}`);
    return true;
  } catch (error: unknown) {
    io.signal.throwIfAborted();
    writeLine(io.stdout, `         ${id} is still unfinished: ${toMomError(error).sentence}`);
    return false;
  }
}
