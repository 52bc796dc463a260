import { stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { type App, createApp, meetingFolder } from '../app.ts';
import type { Meeting, MeetingSettings } from '../domain/meeting.ts';
import { MomError } from '../errors.ts';
import type { MeetingOutcome, RecordingToProcess } from '../meeting/index.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { isTranscriptFile, minutesFromTranscript } from './minutes-from-transcript.ts';
import { minutesJson } from './minutes-json.ts';
import { startDate, wholeNumber } from './option-values.ts';
import { runMeeting } from './run-meeting.ts';
import { showOutcome } from './show-outcome.ts';
import { parseNames, trackSpeakers } from './track-labels.ts';
import { DEFAULT_FORMATS, parseFormats, writeFiles } from './write-files.ts';

export interface MinutesOptions {
  readonly title?: string;
  readonly template: string;
  readonly language?: string;
  readonly tracks?: true;
  readonly names?: string;
  readonly model?: string;
  readonly threads?: number;
  readonly date?: number;
  readonly out?: string;
  readonly format?: string;
  readonly resume?: string;
  readonly json?: true;
}

export function addMinutesCommand(program: Command, io: CliIo): void {
  program
    .command('minutes')
    .description('Turn a recording (or a transcript) into transcript, speakers and minutes')
    .argument('[files...]', 'recordings, or one .vtt, .srt, .txt or .json transcript')
    .option('--tracks', 'the files are the tracks of one meeting, one speaker a file')
    .option('--names <pairs>', 'names of the tracks: 1001=Maya,1002=Tom')
    .option('--title <text>', 'title of the meeting')
    .option('--template <name>', 'kind of meeting', 'general')
    .option('--language <code>', 'language that is spoken, like en; found out unless told')
    .option('--model <name>', 'Whisper model: a name of "mom models" or a path')
    .option('--threads <number>', 'threads of one transcription', wholeNumber)
    .option('--date <day>', 'when the meeting was, like 2026-11-23 or 2026-11-23T10:00', startDate)
    .option('--out <folder>', 'where the files go')
    .option('--format <list>', 'files to write: md,txt,srt,vtt,json,pdf,docx')
    .option('--resume <meeting>', 'finish a meeting that was interrupted')
    .option('--json', 'one JSON document on stdout, nothing else there')
    .action((files: string[], options: MinutesOptions) => minutes(files, options, io));
}

async function minutes(files: readonly string[], options: MinutesOptions, io: CliIo): Promise<void> {
  const formats = options.format ? parseFormats(options.format) : DEFAULT_FORMATS;
  await using app = await createApp(io.readConfig());
  const outcomes: MeetingOutcome[] = [];
  for await (const outcome of finishedMeetings(app, files, options, io)) {
    outcomes.push(outcome);
    const folder = options.out
      ? resolve(options.out)
      : options.json
        ? null
        : meetingFolder(app.config, outcome.meeting.id);
    const written = folder ? await writeFiles(app, outcome, folder, formats) : [];
    if (!options.json) showOutcome(outcome, written, io);
  }
  if (options.json)
    writeLine(
      io.stdout,
      JSON.stringify(outcomes.length === 1 ? minutesJson(oneOf(outcomes)) : outcomes.map(minutesJson), null, 2),
    );
}

function oneOf<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (!item) throw new MomError('internal', 'no meeting came out');
  return item;
}

async function* finishedMeetings(
  app: App,
  files: readonly string[],
  options: MinutesOptions,
  io: CliIo,
): AsyncGenerator<MeetingOutcome> {
  if (options.resume) {
    if (files.length > 0) throw new MomError('usage', '--resume takes no files: the meeting knows its own.');
    yield await resumed(app, await app.meetings.find(options.resume), options, io);
    return;
  }
  if (files.length === 0) throw new MomError('usage', 'Which recording? Give a file: mom minutes FILE');
  if (options.names && !options.tracks) throw new MomError('usage', '--names belongs to --tracks.');
  const groups = options.tracks ? [files] : files.map((file) => [file]);
  for (const group of groups) yield await oneMeeting(app, group, options, io);
}

async function oneMeeting(
  app: App,
  files: readonly string[],
  options: MinutesOptions,
  io: CliIo,
): Promise<MeetingOutcome> {
  const [first = ''] = files;
  const startedAtMs = options.date ?? (await recordedAtMs(first, app));
  const settings = settingsOf(app, options);
  if (!options.tracks && isTranscriptFile(first)) {
    return minutesFromTranscript(app, first, { title: options.title ?? null, startedAtMs, settings }, io.signal);
  }
  const title = options.title ?? (options.tracks ? 'Meeting' : basename(first, extname(first)));
  const request = { title, startedAtMs, settings, recordings: recordingsOf(files, options) };
  return resumed(app, await app.meetings.begin(request, io.signal), options, io);
}

function settingsOf(app: App, options: MinutesOptions): MeetingSettings {
  return {
    chunkMode: 'recording',
    language: options.language ?? app.config.WHISPER_LANGUAGE ?? null,
    model: options.model ?? app.config.WHISPER_MODEL,
    template: options.template,
  };
}

/** An interrupted meeting is not lost: whoever stopped it reads how to go on. */
async function resumed(app: App, meeting: Meeting, options: MinutesOptions, io: CliIo): Promise<MeetingOutcome> {
  try {
    return await runMeeting(app, io, meeting, options.threads ? { threads: options.threads } : {});
  } catch (error: unknown) {
    const state = (await app.store.findMeeting(meeting.id))?.state;
    if (state && state !== 'failed')
      writeLine(io.stderr, `The meeting is kept; go on with: mom minutes --resume ${meeting.id}`);
    throw error;
  }
}

function recordingsOf(files: readonly string[], options: MinutesOptions): RecordingToProcess[] {
  if (!options.tracks) return files.map((path) => ({ path, speaker: null }));
  const speakers = trackSpeakers(files, options.names ? parseNames(options.names) : new Map());
  return files.map((path, index) => ({ path, speaker: speakers[index] ?? null }));
}

/** A recorder closes the file when the meeting ends; "tomorrow" in the talk is meant from that day. */
async function recordedAtMs(path: string, app: App): Promise<number> {
  return stat(path).then(
    (facts) => Math.round(facts.mtimeMs),
    () => app.clock.now(), // a missing file gets its own clear error a moment later
  );
}
