import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { type App, createApp } from '../app.ts';
import { toMomError } from '../errors.ts';
import { errorCount, errorRate, sumOfErrors, type WordErrors, wordErrors } from '../transcription/wer/index.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { type SpokenPair, spokenPairs } from './eval-pairs.ts';
import { meetingSettings } from './meeting-settings.ts';
import { wholeNumber } from './option-values.ts';
import { runMeeting } from './run-meeting.ts';
import { printable } from './terminal-text.ts';

interface EvalWerOptions {
  readonly model?: string;
  readonly language?: string;
  readonly threads?: number;
  readonly json?: true;
}

interface JudgedRecording {
  readonly file: string;
  readonly heard: string;
  readonly errors: WordErrors;
}

interface Judgement {
  readonly judged: readonly JudgedRecording[];
  readonly failed: readonly { readonly file: string; readonly code: string; readonly text: string }[];
}

export function addEvalWer(group: Command, io: CliIo): void {
  group
    .command('wer')
    .description('Word error rate of a model on a folder of recordings, each with a .txt of the same name beside it')
    .argument('<folder>', 'folder; a recording below "de/" is taken for German')
    .option('--model <name>', 'Whisper model: a name of "mom models" or a path')
    .option('--language <code>', 'language of all of them; found out unless told or named by the folder')
    .option('--threads <number>', 'threads of one transcription', wholeNumber)
    .option('--json', 'one JSON document on stdout, nothing else there')
    .action(async (folder: string, options: EvalWerOptions) => {
      const pairs = await spokenPairs(resolve(folder));
      await using app = await createApp(io.readConfig(), { databasePath: ':memory:' });
      const judgement = await judgeAll(app, io, resolve(folder), pairs, options);
      if (options.json) writeLine(io.stdout, JSON.stringify(asJson(judgement), null, 2));
      else show(judgement, io);
    });
}

/** One recording that can't be read is told and does not hold up the others. */
async function judgeAll(
  app: App,
  io: CliIo,
  folder: string,
  pairs: readonly SpokenPair[],
  options: EvalWerOptions,
): Promise<Judgement> {
  const judged: JudgedRecording[] = [];
  const failed: Judgement['failed'][number][] = [];
  for (const pair of pairs) {
    const file = relative(folder, pair.recording);
    try {
      const heard = await hear(app, io, pair, options);
      judged.push({ file, heard, errors: wordErrors(await readFile(pair.text, 'utf8'), heard) });
    } catch (error: unknown) {
      io.signal.throwIfAborted();
      const { code, sentence } = toMomError(error);
      if (!code.startsWith('recording_')) throw error;
      failed.push({ file, code, text: sentence });
    }
  }
  return { judged, failed };
}

async function hear(app: App, io: CliIo, pair: SpokenPair, options: EvalWerOptions): Promise<string> {
  const language = options.language ?? pair.language;
  const settings = meetingSettings(app.config, 'recording', { ...options, ...(language ? { language } : {}) });
  const recordings = [{ path: pair.recording, speaker: null }];
  const request = { title: pair.recording, startedAtMs: app.clock.now(), recordings, settings };
  const meeting = await app.meetings.begin(request, io.signal);
  const { transcript } = await runMeeting(app, io, meeting, options.threads ? { threads: options.threads } : {});
  await app.meetings.forget(meeting.id);
  return transcript.utterances.map((utterance) => utterance.text).join(' ');
}

function show({ judged, failed }: Judgement, io: CliIo): void {
  for (const { file, heard, errors } of judged) {
    const count = `${errorCount(errors)}/${errors.words}`;
    writeLine(io.stdout, `${file.padEnd(40)} ${count.padStart(8)}  ${printable(heard).slice(0, 60)}`);
  }
  for (const { file, text } of failed) writeLine(io.stdout, `${file.padEnd(40)}           ${printable(text)}`);
  const total = sumOfErrors(judged.map(({ errors }) => errors));
  writeLine(io.stdout);
  writeLine(io.stdout, `WER ${percent(errorRate(total))} (${errorCount(total)} of ${total.words} words)`);
  writeLine(io.stdout, `    ${total.substituted} other words, ${total.deleted} left out, ${total.inserted} made up`);
  for (const kind of ['number', 'year', 'name'] as const) {
    const { words, wrong } = total.kinds[kind];
    if (words > 0) writeLine(io.stdout, `    ${`${kind}s`.padEnd(8)} ${wrong} of ${words} wrong`);
  }
}

function asJson({ judged, failed }: Judgement): unknown {
  const total = sumOfErrors(judged.map(({ errors }) => errors));
  const withRate = (errors: WordErrors) => ({ rate: errorRate(errors), ...errors });
  return {
    total: withRate(total),
    recordings: judged.map(({ file, heard, errors }) => ({ file, heard, ...withRate(errors) })),
    failed,
  };
}

const percent = (rate: number | null): string => (rate === null ? 'unknown' : `${(rate * 100).toFixed(1)} %`);
