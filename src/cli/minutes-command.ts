import { stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { type App, createApp, meetingFolder } from '../app.ts';
import { errorRules, MomError, toMomError } from '../errors.ts';
import { usdBetween } from '../ledger/index.ts';
import type { MeetingOutcome, RecordingToProcess } from '../meeting/index.ts';
import { parseStart } from './calendar-day.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { EarlyExit } from './early-exit.ts';
import { meetingSettings, type SettingOptions } from './meeting-settings.ts';
import { isTranscriptFile, minutesFromTranscript } from './minutes-from-transcript.ts';
import { minutesJson } from './minutes-json.ts';
import { wholeNumber } from './option-values.ts';
import { runMeeting } from './run-meeting.ts';
import { showOutcome } from './show-outcome.ts';
import { tellFailure } from './tell-failure.ts';
import { parseNames, trackSpeakers } from './track-labels.ts';
import { DEFAULT_FORMATS, parseFormats, writeFiles } from './write-files.ts';

interface MinutesOptions extends SettingOptions {
  readonly title?: string;
  readonly tracks?: true;
  readonly names?: string;
  readonly speakers?: number;
  readonly threads?: number;
  readonly date?: string;
  readonly out?: string;
  readonly format?: string;
  readonly resume?: string;
  readonly json?: true;
}

export function addMinutesCommand(program: Command, io: CliIo): void {
  program
    .command('minutes')
    .description('Turn a recording (or a transcript) into transcript, speakers and minutes')
    .argument('[files...]', 'recordings or .vtt, .srt, .txt, .json transcripts; each is a meeting unless --tracks')
    .option('--tracks', 'the files are the tracks of one meeting, one speaker a file')
    .option('--names <pairs>', 'names of the tracks: 1001=Maya,1002=Tom')
    .option('--title <text>', 'title of the meeting')
    .option('--template <name>', 'kind of meeting, or auto to go by the words', 'general')
    .option('--language <code>', 'language that is spoken, like en; found out unless told')
    .option(
      '--speakers <number>',
      'how many people speak in a mixed recording (without effect in this version)',
      wholeNumber,
    )
    .option('--model <name>', 'Whisper model: a name of "mom models" or a path')
    .option('--threads <number>', 'threads of one transcription', wholeNumber)
    .option('--translate <language>', 'a translation beside the original words: en')
    .option('--date <day>', 'when the meeting was, like 2026-11-23 or 2026-11-23T10:00')
    .option('--out <folder>', 'where the files go')
    .option('--format <list>', 'files to write: md,txt,srt,vtt,json,pdf,docx')
    .option('--resume <meeting>', 'finish a meeting that was interrupted')
    .option('--json', 'one JSON document on stdout, nothing else there')
    .action((files: string[], options: MinutesOptions) => minutes(files, options, io));
}

/** One meeting after the other; a file that can't be read does not keep the next one from its minutes. */
async function minutes(files: readonly string[], options: MinutesOptions, io: CliIo): Promise<void> {
  const groups = meetingsOf(files, options);
  const formats = options.format ? parseFormats(options.format) : DEFAULT_FORMATS;
  await using app = await createApp(io.readConfig());
  const documents: unknown[] = [];
  let exitCode = 0;
  for (const group of groups) {
    try {
      const before = app.spent();
      const outcome = await oneMeeting(app, group, options, io);
      await deliver(app, outcome, formats, options, io);
      documents.push(minutesJson(outcome, usdBetween(before, app.spent())));
    } catch (error: unknown) {
      if (groups.length === 1 || io.signal.aborted) throw error;
      const fault = toMomError(error);
      exitCode ||= errorRules[fault.code].exitCode;
      tellFailure(fault, io);
      documents.push({ file: group[0], error: { code: fault.code, text: fault.sentence } });
    }
  }
  if (options.json) writeLine(io.stdout, JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2));
  if (exitCode !== 0) throw new EarlyExit(exitCode);
}

/** The files of each meeting; a resumed one knows its own. */
function meetingsOf(files: readonly string[], options: MinutesOptions): readonly (readonly string[])[] {
  if (options.resume && files.length > 0)
    throw new MomError('usage', '--resume takes no files: the meeting knows its own.');
  if (options.resume) return [[]];
  if (files.length === 0 || files.includes(''))
    throw new MomError('usage', 'Which recording? Give a file: mom minutes FILE');
  if (options.names && !options.tracks) throw new MomError('usage', '--names belongs to --tracks.');
  return options.tracks ? [files] : files.map((file) => [file]);
}

async function oneMeeting(
  app: App,
  files: readonly string[],
  options: MinutesOptions,
  io: CliIo,
): Promise<MeetingOutcome> {
  const threads = options.threads ? { threads: options.threads } : {};
  if (options.resume) return await runMeeting(app, io, await app.meetings.find(options.resume), threads);
  const [first = ''] = files;
  const settings = meetingSettings(app.config, 'recording', options);
  const fileTimeMs = await recordedAtMs(first, app);
  const dateMs = options.date ? parseStart(options.date, app.timeZone) : null;
  if (!options.tracks && isTranscriptFile(first)) {
    if (options.translate) throw new MomError('usage', '--translate needs a recording: it translates what it hears.');
    const request = { title: options.title ?? null, startedAtMs: dateMs, fileTimeMs, settings };
    return await minutesFromTranscript(app, first, request, io.signal);
  }
  const title = options.title ?? (options.tracks ? 'Meeting' : basename(first, extname(first)));
  const request = { title, startedAtMs: dateMs ?? fileTimeMs, settings, recordings: recordingsOf(files, options) };
  return await runMeeting(app, io, await app.meetings.begin(request, io.signal), threads);
}

/** Programs that read JSON get files only where they ask for them. */
async function deliver(
  app: App,
  outcome: MeetingOutcome,
  formats: Parameters<typeof writeFiles>[3],
  options: MinutesOptions,
  io: CliIo,
): Promise<void> {
  const wantsFiles = !options.json || options.out !== undefined || options.format !== undefined;
  const folder = options.out ? resolve(options.out) : meetingFolder(app.config, outcome.meeting.id);
  const written = wantsFiles ? await writeFiles(app, outcome, folder, formats) : [];
  if (!options.json) showOutcome(outcome, written, app.timeZone, io);
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
