// node test/bench/final-pass.ts [MINUTES]: CPU of the final pass against whisper.cpp's own program over the same three tracks, in one run.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Pcm, SAMPLE_RATE_HZ, samplesOfMs } from '../../src/domain/audio.ts';
import { mom } from '../mom.ts';
import { shared } from '../shared.ts';
import { readPcm, wavBytes } from '../wav.ts';
import { cpuOf } from './stage.ts';
import { buildWhisperCli, runWhisperCli } from './whisper-cli.ts';

/** Between two turns of a talk; nobody speaks twice in a row. */
const TURN_PAUSE_MS = { least: 500, most: 1_500 };
/** Between two rounds of it: somebody looks something up, shares a screen. */
const ROUND_PAUSE_MS = { least: 6_000, most: 24_000 };
const THREADS = 1;
const SEED = 20_261_128;

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

interface SaidTurn {
  readonly user: string;
  readonly text: string;
  readonly pcm: Pcm;
}

interface Recording {
  /** Path by user. */
  readonly tracks: ReadonlyMap<string, string>;
  readonly said: readonly SaidTurn[];
  readonly seconds: number;
}

/** A meeting of `minutes` through `mom minutes` and through whisper-cli; `model` is a path. Everything that it writes lies in `folder`. */
export async function compareFinalPass(model: string, minutes: number, folder: string): Promise<FinalPassComparison> {
  buildWhisperCli();
  const recording = writeRecording(minutes, folder);
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
function turnsIn(texts: readonly string[], users: readonly string[], { said }: Recording): number {
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

/** The stand-up's turns, again and again, one track a speaker, with the pauses of a real talk. */
function writeRecording(minutes: number, folder: string): Recording {
  const turns = readTurns();
  const random = seededRandom(SEED);
  const pause = ({ least, most }: typeof TURN_PAUSE_MS): number => samplesOfMs(least + random() * (most - least));
  const total = minutes * 60 * SAMPLE_RATE_HZ;
  const tracks = new Map([...new Set(turns.map(({ user }) => user))].map((user) => [user, new Float32Array(total)]));
  const said: SaidTurn[] = [];
  let at = pause(TURN_PAUSE_MS);
  for (let index = 0; ; index++) {
    const turn = turns[index % turns.length];
    if (!turn || at + turn.pcm.length > total) break;
    tracks.get(turn.user)?.set(turn.pcm, at);
    said.push(turn);
    at += turn.pcm.length + pause((index + 1) % turns.length === 0 ? ROUND_PAUSE_MS : TURN_PAUSE_MS);
  }
  const paths = [...tracks].map(([user, pcm]) => {
    const path = join(folder, `track-${user}.wav`);
    writeFileSync(path, wavBytes(pcm));
    return [user, path] as const;
  });
  return { tracks: new Map(paths), said, seconds: minutes * 60 };
}

function readTurns(): SaidTurn[] {
  const home = shared('data', 'calls', 'standup');
  const { turns } = JSON.parse(readFileSync(join(home, 'reference.json'), 'utf8')) as {
    turns: readonly { readonly user: string; readonly text: string }[];
  };
  const files = readdirSync(join(home, 'turns')).sort();
  return turns.map(({ user, text }, index) => ({ user, text, pcm: readPcm(join(home, 'turns', files[index] ?? '')) }));
}

const normal = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} ]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** Mulberry32: the same recording in every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function line(found: FinalPassComparison): string {
  const { ours, theirs, turns, audioSeconds, talkSeconds, ratio } = found;
  const cost = ({ cpuSeconds, turnsHeard }: FinalPassCost): string =>
    `${cpuSeconds.toFixed(1)} CPU s, ${turnsHeard} of ${turns} turns word for word`;
  return [
    `${found.model}: ${audioSeconds} s of tracks, ${Math.round(talkSeconds)} s of talk`,
    `  AI MOM       ${cost(ours)}`,
    `  whisper-cli  ${cost(theirs)}`,
    `  ratio        ${ratio.toFixed(2)}`,
  ].join('\n');
}

if (import.meta.main) {
  const minutes = Number(process.argv[2] ?? 30);
  const models = process.argv.slice(3);
  const usual = ['ggml-toy-en.bin', 'for-tests-ggml-tiny.en.bin'].map((name) => shared('models', name));
  for (const model of models.length > 0 ? models : usual) {
    const folder = mkdtempSync(join(tmpdir(), 'mom-final-'));
    try {
      process.stdout.write(`${line(await compareFinalPass(model, minutes, folder))}\n`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}
