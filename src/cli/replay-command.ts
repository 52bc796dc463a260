import { readdir } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { type App, createApp, meetingFolder } from '../app.ts';
import { MomError } from '../errors.ts';
import { usdBetween } from '../ledger/index.ts';
import {
  fileFault,
  type LiveEvent,
  type MeetingOutcome,
  type MeetingPorts,
  ReplayPacing,
  replayLive,
} from '../meeting/index.ts';
import { captionWriter } from './captions.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { meetingSettings } from './meeting-settings.ts';
import { minutesJson } from './minutes-json.ts';
import { replaySpeed } from './option-values.ts';
import { Page } from './page.ts';
import { runMeeting } from './run-meeting.ts';
import { showOutcome } from './show-outcome.ts';
import { parseNames, trackSpeakers } from './track-labels.ts';
import { DEFAULT_FORMATS, writeFiles } from './write-files.ts';

const TRACK_ENDINGS = new Set(['.opus', '.ogg', '.wav', '.flac', '.mp3', '.m4a', '.aac', '.webm', '.momtrack']);

export interface ReplayOptions {
  readonly speed: number;
  readonly names?: string;
  readonly title?: string;
  readonly model?: string;
  readonly language?: string;
  readonly out?: string;
  readonly json?: true;
}

export function addReplayCommand(program: Command, io: CliIo): void {
  program
    .command('replay')
    .description('Replay recorded tracks as if they were spoken now: captions as they come, then minutes')
    .argument('<folder>', 'folder with one recording a speaker')
    .option('--speed <factor>', '1 is real time, max as fast as it goes', replaySpeed, 1)
    .option('--names <pairs>', 'names of the tracks: 1001=Maya,1002=Tom')
    .option('--title <text>', 'title of the meeting')
    .option('--language <code>', 'language that is spoken, like en')
    .option('--model <name>', 'Whisper model: a name of "mom models" or a path')
    .option('--out <folder>', 'where the files go')
    .option('--json', 'one JSON document on stdout, nothing else there')
    .action(async (folder: string, options: ReplayOptions) => {
      await using app = await createApp(io.readConfig());
      const before = app.spent();
      const outcome = await replay(app, folder, options, io);
      const usd = usdBetween(before, app.spent());
      if (options.json) writeLine(io.stdout, JSON.stringify(minutesJson(outcome, usd), null, 2));
    });
}

/** Plays the tracks of a folder through the live path; shows captions and minutes unless JSON is wanted. */
export async function replay(app: App, folder: string, options: ReplayOptions, io: CliIo): Promise<MeetingOutcome> {
  const paths = await tracksIn(folder);
  const speakers = trackSpeakers(paths, options.names ? parseNames(options.names) : new Map());
  const meeting = await app.meetings.begin(
    {
      title: options.title ?? basename(resolve(folder)),
      startedAtMs: app.clock.now(),
      recordings: paths.map((path, index) => ({ path, speaker: speakers[index] ?? null })),
      settings: meetingSettings(app.config, 'recording', options),
    },
    io.signal,
  );
  const pacing = new ReplayPacing(
    app.clock,
    options.speed,
    meeting.tracks.map((track) => track.id),
  );
  const playing = (onEvent: (event: LiveEvent) => void) => ({
    before: (ports: MeetingPorts) => replayLive(meeting, ports, { pacing, signal: io.signal, onEvent }),
  });
  if (options.json)
    return await runMeeting(
      app,
      io,
      meeting,
      playing(() => undefined),
    );
  const page = new Page(io);
  writeLine(io.stdout, page.paint('dim', `Live captions, ${speakers.length} speakers, ${paceText(options.speed)}\n`));
  const outcome = await runMeeting(app, io, meeting, playing(captionWriter(io.stdout, speakers, page)));
  const target = options.out ? resolve(options.out) : meetingFolder(app.config, outcome.meeting.id);
  writeLine(io.stdout);
  showOutcome(outcome, await writeFiles(app, outcome, target, DEFAULT_FORMATS), app.timeZone, io);
  return outcome;
}

function paceText(speed: number): string {
  if (speed === Number.POSITIVE_INFINITY) return 'as fast as it goes';
  return speed === 1 ? 'in real time' : `at ${speed} times real time`;
}

async function tracksIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw fileFault(folder, cause);
  });
  const tracks = names.filter((name) => TRACK_ENDINGS.has(extname(name).toLowerCase())).sort();
  const only = tracks.some((name) => name.startsWith('track-'))
    ? tracks.filter((name) => name.startsWith('track-'))
    : tracks;
  if (only.length === 0) throw new MomError('recording_missing', 'no recordings in the folder', { file: folder });
  return only.map((name) => join(folder, name));
}
