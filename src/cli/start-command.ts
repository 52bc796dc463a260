import type { Command } from 'commander';
import { type App, createApp } from '../app.ts';
import { toMomError } from '../errors.ts';
import type { MeetingSummary } from '../ports/meeting-store.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { EarlyExit } from './early-exit.ts';
import { runMeeting } from './run-meeting.ts';
import { printable } from './terminal-text.ts';

/** What other versions of AI MOM listen on, with what switches it on. */
const PLATFORMS = [
  { name: 'Discord', secret: 'DISCORD_TOKEN' },
  { name: 'Slack', secret: 'SLACK_BOT_TOKEN' },
  { name: 'HTTP', secret: 'API_TOKENS' },
] as const;

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
  for (const { name, secret } of PLATFORMS) {
    const isSet = app.config.secrets[secret] ? `, although ${secret} is set` : '';
    writeLine(io.stdout, `${name.padEnd(8)} off: not in this version yet${isSet}`);
  }
  const meetings = await app.store.listMeetings(LOOKED_AT);
  const unfinished = meetings.filter(({ state }) => state === 'transcribing' || state === 'transcribed');
  writeLine(io.stdout, `Meetings ${unfinished.length} to finish`);
  let left = 0;
  for (const meeting of unfinished) left += (await finish(app, meeting, io)) ? 0 : 1;
  if (left > 0) throw new EarlyExit(1);
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
