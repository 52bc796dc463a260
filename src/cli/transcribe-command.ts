import { basename, extname, join } from 'node:path';
import type { Command } from 'commander';
import { createApp } from '../app.ts';
import { MomError } from '../errors.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { meetingSettings } from './meeting-settings.ts';
import { wholeNumber } from './option-values.ts';
import { runMeeting } from './run-meeting.ts';
import { printable } from './terminal-text.ts';
import { documentOf, parseFormats, writeFiles } from './write-files.ts';

/** The others hold minutes, which nobody asked for here. */
const TRANSCRIPT_FORMATS = ['txt', 'srt', 'vtt', 'json'] as const;

interface TranscribeOptions {
  readonly format: string;
  readonly model?: string;
  readonly threads?: number;
  readonly language?: string;
  readonly diarize?: true;
  readonly translate?: true;
  readonly out?: string;
}

export function addTranscribeCommand(program: Command, io: CliIo): void {
  program
    .command('transcribe')
    .description('Turn a recording into text; nothing is kept')
    .argument('<file>', 'recording')
    .option('--format <list>', 'txt, srt, vtt, json; several only with --out', 'txt')
    .option('--model <name>', 'Whisper model: a name of "mom models" or a path')
    .option('--threads <number>', 'threads of one transcription', wholeNumber)
    .option('--language <code>', 'language that is spoken, like en; found out unless told')
    .option('--translate', 'English beside the original words')
    .option('--diarize', 'tell the speakers apart (without effect in this version)')
    .option('--out <folder>', 'write files there instead of to stdout')
    .action((file: string, options: TranscribeOptions) => transcribe(file, options, io));
}

async function transcribe(file: string, { translate, ...options }: TranscribeOptions, io: CliIo): Promise<void> {
  const formats = parseFormats(options.format, TRANSCRIPT_FORMATS);
  const [format] = formats;
  if (!format || (formats.length > 1 && !options.out))
    throw new MomError('usage', 'Several formats need --out FOLDER.');
  await using app = await createApp(io.readConfig(), { databasePath: ':memory:' });
  const meeting = await app.meetings.begin(
    {
      title: basename(file, extname(file)),
      startedAtMs: app.clock.now(),
      recordings: [{ path: file, speaker: null }],
      settings: meetingSettings(app.config, 'recording', { ...options, ...(translate ? { translate: 'en' } : {}) }),
    },
    io.signal,
  );
  const outcome = await runMeeting(app, io, meeting, options.threads ? { threads: options.threads } : {});
  for (const warning of outcome.warnings) writeLine(io.stderr, `Note: ${printable(warning.text)}`);
  if (options.out) {
    for (const path of await writeFiles(app, outcome, join(options.out), formats)) writeLine(io.stderr, path);
    return;
  }
  io.stdout.write(await app.documents.render(format, documentOf(outcome)));
}
