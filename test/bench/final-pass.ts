import { join } from 'node:path';
import { SAMPLE_RATE_HZ } from '../../src/domain/audio.ts';
import { mom } from '../mom.ts';
import { cpuOf } from './stage.ts';
import { type TalkRecording, writeTalk } from './talk-recording.ts';
import { buildWhisperCli, runWhisperCli } from './whisper-cli.ts';

const THREADS = 1;

export interface FinalPassComparison {
  readonly model: string;
  readonly audioSeconds: number;
  readonly talkSeconds: number;
  readonly turns: number;
  readonly ours: FinalPassCost;
  readonly theirs: FinalPassCost;
  /** Our CPU seconds divided by those of whisper.cpp's own program. */
  readonly ratio: number;
}

export interface FinalPassCost {
  /** Everything: decoding, speech detection, engine, database, minutes. */
  readonly cpuSeconds: number;
  /** Turns that stand in the text word for word. */
  readonly turnsHeard: number;
}

/** A meeting of `minutes` through `mom minutes` and through whisper-cli; `model` is a path. Everything that it writes lies in `folder`. */
export async function compareFinalPass(model: string, minutes: number, folder: string): Promise<FinalPassComparison> {
  buildWhisperCli();
  const recording = writeTalk(minutes, folder);
  const paths = [...recording.tracks.values()];
  const words = ['minutes', '--tracks', '--model', model, '--threads', String(THREADS), '--language', 'en', '--json'];
  const ours = await cpuOf(() =>
    mom([...words, ...paths], { DATA_DIR: join(folder, 'data'), OMP_WAIT_POLICY: 'passive' }),
  );
  if (ours.result.code !== 0) throw new Error(`mom minutes failed: ${ours.result.stderr}`);
  const transcript = JSON.parse(ours.result.stdout).transcript as readonly { speaker: string; text: string }[];
  const theirs = await cpuOf(async () => paths.map((path) => runWhisperCli(model, THREADS, [path])));
  const users = [...recording.tracks.keys()];
  const oursByUser = users.map((user) => textOf(transcript.filter(({ speaker }) => speaker === user)));
  const talkSamples = recording.said.reduce((sum, { pcm }) => sum + pcm.length, 0);
  return {
    model,
    audioSeconds: recording.seconds * users.length,
    talkSeconds: talkSamples / SAMPLE_RATE_HZ,
    turns: recording.said.length,
    ours: { cpuSeconds: ours.cpuSeconds, turnsHeard: turnsIn(oursByUser, users, recording) },
    theirs: { cpuSeconds: theirs.cpuSeconds, turnsHeard: turnsIn(theirs.result, users, recording) },
    ratio: ours.cpuSeconds / theirs.cpuSeconds,
  };
}

const textOf = (utterances: readonly { readonly text: string }[]): string =>
  utterances.map(({ text }) => text).join(' ');

/** Each turn is looked for behind the one before it, so that a sentence that is said twice must be heard twice. */
function turnsIn(texts: readonly string[], users: readonly string[], { said }: TalkRecording): number {
  const rest = new Map(users.map((user, index) => [user, normal(texts[index] ?? '')]));
  let heard = 0;
  for (const { user, text } of said) {
    const left = rest.get(user) ?? '';
    const at = left.indexOf(normal(text));
    if (at < 0) continue;
    heard++;
    rest.set(user, left.slice(at + normal(text).length));
  }
  return heard;
}

const normal = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} ]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
